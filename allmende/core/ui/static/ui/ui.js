// SPDX-License-Identifier: EUPL-1.2
// Small improvements; every page works without them.
