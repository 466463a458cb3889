agreement o
2006-4 f
﻿ f[d]