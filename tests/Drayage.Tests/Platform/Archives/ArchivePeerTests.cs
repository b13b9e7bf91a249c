using Drayage.Platform.Archives;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Archives;

/// <summary>What the tools of the field see in our archives.</summary>
public sealed class ArchivePeerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static readonly ArchiveEntry[] Sample =
    [
        ArchiveEntry.Text("tool/README.md", "hello\n"),
        ArchiveEntry.Text("tool/bin/run", "#!/bin/sh\n", ArchiveEntry.ExecutableMode),
        ArchiveEntry.Link("tool/bin/alias", "run"),
        ArchiveEntry.Directory("tool/empty"),
        ArchiveEntry.Text("tool/" + new string('n', 120) + "/lang-é.txt", "long"),
    ];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Tar_lists_modes_owners_times_and_links()
    {
        var path = await WriteAsync(ArchiveFormat.TarGz, "x.tar.gz");
        var listing = (await Peer.Require("tar").With("TZ", "UTC").With("LC_ALL", "C.UTF-8").RunAsync("tvzf", path)).Succeeded().Output;
        Assert.Contains("-rw-r--r-- 0/0               6 2023-11-14 22:13 tool/README.md\n", listing, StringComparison.Ordinal);
        Assert.Contains("-rwxr-xr-x 0/0              10 2023-11-14 22:13 tool/bin/run\n", listing, StringComparison.Ordinal);
        Assert.Contains("lrwxrwxrwx 0/0               0 2023-11-14 22:13 tool/bin/alias -> run\n", listing, StringComparison.Ordinal);
        Assert.Contains("drwxr-xr-x 0/0               0 2023-11-14 22:13 tool/empty/\n", listing, StringComparison.Ordinal);
        Assert.Contains("/lang-é.txt\n", listing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_finds_the_stream_sound()
    {
        var path = await WriteAsync(ArchiveFormat.TarGz, "x.tar.gz");
        (await Peer.Require("gzip").RunAsync("-t", path)).Succeeded();
    }

    [Fact]
    public async Task Python_and_go_read_all_of_a_stream_of_many_segments()
    {
        var big = new byte[5_000_000];
        new Random(5).NextBytes(big.AsSpan(0, 2_500_000));
        var path = directory["big.tar.gz"];
        await ArchiveWriter.WriteFileAsync(
            ArchiveFormat.TarGz, [ArchiveEntry.Bytes("data", big)], DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), path, TestContext.Current.CancellationToken);
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(big));
        (await Peer.Require("gzip").RunAsync("-t", path)).Succeeded();
        const string script = """
            import hashlib, sys, tarfile
            with tarfile.open(sys.argv[1]) as t:
                print(hashlib.sha256(t.extractfile("data").read()).hexdigest())
            """;
        Assert.Equal(expected, (await Peer.Require("python3").RunAsync("-c", script, path)).Succeeded().Output.Trim());
        // Go reads one member here and not the next: some readers of the field know no others.
        var program = directory.Write("read.go", """
            package main

            import ("archive/tar"; "compress/gzip"; "crypto/sha256"; "fmt"; "io"; "os")

            func main() {
                file, _ := os.Open(os.Args[1])
                plain, err := gzip.NewReader(file)
                if err != nil { panic(err) }
                plain.Multistream(false)
                archive := tar.NewReader(plain)
                if _, err = archive.Next(); err != nil { panic(err) }
                hash := sha256.New()
                if _, err = io.Copy(hash, archive); err != nil { panic(err) }
                fmt.Printf("%x\n", hash.Sum(nil))
            }
            """);
        var go = Peer.Require("go").With("GOCACHE", directory["cache"]).With("GO111MODULE", "off");
        Assert.Equal(expected, (await go.RunAsync("run", program, path)).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Unzip_tests_the_archive_and_restores_modes()
    {
        var path = await WriteAsync(ArchiveFormat.Zip, "x.zip");
        var unzip = Peer.Require("unzip").With("TZ", "UTC");
        (await unzip.RunAsync("-tq", path)).Succeeded();
        (await unzip.RunAsync("-q", path, "-d", directory["out"])).Succeeded();
        Assert.Equal(ArchiveEntry.ExecutableMode, File.GetUnixFileMode(directory["out", "tool", "bin", "run"]));
        Assert.Equal("run", new FileInfo(directory["out", "tool", "bin", "alias"]).LinkTarget);
        Assert.True(Directory.Exists(directory["out", "tool", "empty"]));
    }

    [Fact]
    public async Task Python_reads_names_times_and_modes_from_the_zip()
    {
        var path = await WriteAsync(ArchiveFormat.Zip, "x.zip");
        const string script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as z:
                assert z.testzip() is None
                for i in z.infolist():
                    print(oct(i.external_attr >> 16), i.create_system, *i.date_time, i.filename)
            """;
        var listing = (await Peer.Require("/usr/bin/python3").RunAsync("-c", script, path)).Succeeded().Output;
        Assert.Contains("0o100644 3 2023 11 14 22 13 20 tool/README.md\n", listing, StringComparison.Ordinal);
        Assert.Contains("0o100755 3 2023 11 14 22 13 20 tool/bin/run\n", listing, StringComparison.Ordinal);
        Assert.Contains("0o120777 3 2023 11 14 22 13 20 tool/bin/alias\n", listing, StringComparison.Ordinal);
        Assert.Contains("0o40755 3 2023 11 14 22 13 20 tool/empty/\n", listing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_before_1980_become_1980_in_a_zip_and_stay_in_a_tar()
    {
        using var zip = new MemoryStream();
        await ArchiveWriter.WriteAsync(ArchiveFormat.Zip, Sample, DateTimeOffset.UnixEpoch, zip, TestContext.Current.CancellationToken);
        using var read = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Read);
        Assert.Equal(1980, read.GetEntry("tool/README.md")!.LastWriteTime.Year);
        using var tar = new MemoryStream();
        await ArchiveWriter.WriteAsync(ArchiveFormat.Tar, Sample, DateTimeOffset.UnixEpoch, tar, TestContext.Current.CancellationToken);
        tar.Position = 0;
        Assert.Equal(DateTimeOffset.UnixEpoch, new System.Formats.Tar.TarReader(tar).GetNextEntry()!.ModificationTime);
    }

    [Theory]
    [InlineData("UTC", "022")]
    [InlineData("Asia/Tokyo", "077")]
    public async Task Files_under_another_umask_and_time_zone_give_the_same_archive(string zone, string umask)
    {
        // Only the files' own surroundings differ: the test process has one time zone and umask.
        var sources = directory.MakeDirectory("sources");
        var script = $"umask {umask}; printf hello > a; touch -d '2001-02-03 04:05:06' a";
        (await Peer.Require("sh").With("TZ", zone).In(sources).RunAsync("-c", script)).Succeeded();
        var path = directory["x.zip"];
        await ArchiveWriter.WriteFileAsync(
            ArchiveFormat.TarGz, [ArchiveEntry.File("a", Path.Combine(sources, "a"))], DateTimeOffset.FromUnixTimeSeconds(1), path, TestContext.Current.CancellationToken);
        var expected = await MemoryAsync([ArchiveEntry.Text("a", "hello")]);
        Assert.Equal(expected, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    private static async Task<byte[]> MemoryAsync(IEnumerable<ArchiveEntry> entries)
    {
        using var output = new MemoryStream();
        await ArchiveWriter.WriteAsync(ArchiveFormat.TarGz, entries, DateTimeOffset.FromUnixTimeSeconds(1), output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private async Task<string> WriteAsync(ArchiveFormat format, string name)
    {
        var path = directory[name];
        await ArchiveWriter.WriteFileAsync(
            format, Sample, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), path, TestContext.Current.CancellationToken);
        return path;
    }
}
