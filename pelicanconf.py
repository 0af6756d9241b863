"""Every setting of the site; one dict per plugin. Commands override PATH, OUTPUT_PATH, SITEURL and BUILD."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:  # so that a build and the tests import the same modules
    sys.path.insert(0, str(ROOT))

PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
SITEURL = ""
SITENAME = "nhiemky"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"

PLUGIN_PATHS = []
PLUGINS = [
    "plugins.reader.adapter",
    "plugins.newsroom.adapter",
    "plugins.figures.adapter",
    "plugins.media.adapter",
    "plugins.search.adapter",
    "plugins.portal.adapter",
]
PELICAN_CLASS = "plugins.engine.site.Site"

# Our own reader reads everything; Pelican's article, page and static generators have nothing to find.
READERS = {"rst": None, "html": None}
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
DRAFT_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""
WITH_FUTURE_DATES = False
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
THEME_STATIC_PATHS = []  # the portal plugin names the theme's files by their content
DELETE_OUTPUT_DIRECTORY = False

# What a command decides for one run: the day of the build, the cache folder, parts to leave out.
BUILD = {"now": None, "cache": str(ROOT / ".cache"), "without": [], "drafts": False}

READER = {"max_bytes": 20_000_000}  # a larger article is a mistake
PORTAL = {"per_page": 20, "related": 5, "latest": 12, "feed": 30}

# Where the site goes and how many releases are kept; "remote" is written as rclone does: "name:folder".
PUBLISH = {"folder": "publish", "keep": 5, "shrink": 10, "compress": ["br", "gz"], "remote": "", "remote_compressed": False}
