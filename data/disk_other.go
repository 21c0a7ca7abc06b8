//go:build !linux && !darwin && !windows

package data

// disk says nothing of a folder on systems that it does not know.
func disk(string) (kind string, free int64) { return "", -1 }
