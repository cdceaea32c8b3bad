"""Parameters of scikit-learn's classes with their defaults, as JSON."""
import json
import sys

from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    StackingClassifier,
    VotingClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import TunedThresholdClassifierCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

MADE = [
    KMeans(), PCA(), LinearDiscriminantAnalysis(), QuadraticDiscriminantAnalysis(), DummyClassifier(), ExtraTreesClassifier(),
    HistGradientBoostingClassifier(), RandomForestClassifier(), StackingClassifier([]), VotingClassifier([]),
    LogisticRegression(), TunedThresholdClassifierCV(None), GaussianNB(), KNeighborsClassifier(), NearestCentroid(),
    MinMaxScaler(), StandardScaler(), LinearSVC(), DecisionTreeClassifier(),
]  # fmt: skip


def plain(value):
    return value if isinstance(value, (int, float, str, bool, type(None))) else str(value)


found = {type(each).__name__: {name: plain(value) for name, value in each.get_params(deep=False).items()} for each in MADE}
json.dump(found, sys.stdout)
