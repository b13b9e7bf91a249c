module github.com/tidewater/tidewater/go/tide-api

go 1.19
