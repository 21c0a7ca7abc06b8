package app

import "context"

// ExportAllIn says where everything is to be put.
type ExportAllIn struct {
	Folder string `json:"folder"` // a new one, or one that is empty
}

// AllExported is what was put into a folder.
type AllExported struct {
	Folder string `json:"folder"`
	Tables int    `json:"tables"`
	Rows   int    `json:"rows"`
	Files  int    `json:"files"` // attachments, files of messages and the logo
	Size   int64  `json:"size"`  // in bytes
}

// ExportAll writes everything that the company's file holds into a folder: a CSV of each table and all attachments as files. deskctl
// import all makes an equal file of the folder.
func (d *Desk) ExportAll(ctx context.Context, in ExportAllIn) (AllExported, error) {
	if err := d.read(ctx, func(w *work) error { return w.may("ExportAll") }); err != nil {
		return AllExported{}, err
	}
	return d.store.ExportAll(ctx, in.Folder)
}
