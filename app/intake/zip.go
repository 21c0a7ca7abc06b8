package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"dropdesk/app/trade"
)

// What a workbook may hold at most. A part that is much larger unpacked than packed is made to fill the memory; small ones may be, because
// empty rows with a colour pack well.
const (
	maxParts    = 4096
	maxPart     = 512 << 20
	maxRatio    = 100
	freeOfRatio = 32 << 20
)

// parts are the files within a workbook, by their paths.
type parts map[string]*zip.File

// openParts looks at what a workbook holds, and unpacks nothing.
func openParts(file []byte) (parts, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, trade.Faultf(trade.Invalid, "The file is damaged, or only a part of it arrived: %w. Ask for it once more.", err)
	}
	if len(z.File) > maxParts {
		return nil, trade.Faultf(trade.Invalid, "The file consists of %d parts, and no price list does. Save it anew in Excel or LibreOffice.", len(z.File))
	}
	p := parts{}
	for _, f := range z.File {
		name := strings.ToLower(path.Clean("/" + strings.ReplaceAll(f.Name, `\`, "/")))
		if _, twice := p[name]; twice {
			return nil, trade.Faultf(trade.Invalid, "The file holds its part %q twice, so nobody can say which is meant. Save it anew in Excel or LibreOffice.", f.Name)
		}
		p[name] = f
	}
	return p, nil
}

// open unpacks a part as it is read. It is refused before that where it would unpack to more than a list needs.
func (p parts) open(name string) (io.ReadCloser, error) {
	f, ok := p[strings.ToLower(path.Clean("/"+name))]
	if !ok {
		return nil, trade.Faultf(trade.Invalid, "The file lacks its part %q: it is damaged. Save it anew in Excel or LibreOffice.", name)
	}
	size, packed := f.UncompressedSize64, max(f.CompressedSize64, 1)
	if size > maxPart || (size > freeOfRatio && size/packed > maxRatio) {
		return nil, trade.Faultf(trade.Invalid, "The part %q of the file unpacks to %d MB, more than any list needs. It is not read.", name, size>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, trade.Faultf(trade.Invalid, "The part %q of the file cannot be unpacked: %w. Ask for the file once more.", name, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, int64(size)+1), r}, nil
}

// size is how many bytes a part has unpacked, as the file says; reading it ends there.
func (p parts) size(name string) int {
	if f, ok := p[strings.ToLower(path.Clean("/"+name))]; ok {
		return int(min(f.UncompressedSize64, maxPart))
	}
	return 0
}

func (p parts) has(name string) bool {
	_, ok := p[strings.ToLower(path.Clean("/"+name))]
	return ok
}
