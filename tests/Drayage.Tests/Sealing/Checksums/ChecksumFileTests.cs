using System.Text;
using Drayage.Model;
using Drayage.Sealing.Checksums;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Sealing.Checksums;

public sealed class ChecksumFileTests : IDisposable
{
    private static readonly string[] Names =
    [
        "tool-1.0.0-linux-x64.tar.gz", "with space", " leading", "trailing ", "*star", "back\\slash", "new\nline", "return\r",
        "ünï€", "-dash", "#hash", "SHA256 (x) = y", "sub/file", "\\",
    ];

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Sha256sum_accepts_every_name()
    {
        directory.Write("SHA256SUMS", ChecksumFile.Write(Entries()));
        var check = (await Peer.Require("sha256sum").In(directory.Path).RunAsync("--check", "--strict", "SHA256SUMS")).Succeeded();
        Assert.Equal(Names.Length, check.Output.Split(": OK\n").Length - 1);
    }

    [Fact]
    public async Task Sha256sum_notices_a_changed_file()
    {
        directory.Write("SHA256SUMS", ChecksumFile.Write(Entries()));
        directory.Write(Names[0], "changed");
        (await Peer.Require("sha256sum").In(directory.Path).RunAsync("--check", "SHA256SUMS")).Failed();
    }

    [Theory]
    [InlineData("--text")]
    [InlineData("--binary")]
    [InlineData("--tag")]
    public async Task What_sha256sum_writes_is_read(string form)
    {
        var entries = Entries();
        var written = (await Peer.Require("sha256sum").In(directory.Path)
            .RunAsync([form, "--", .. entries.Select(entry => entry.Name)], input: null)).Succeeded().Output;
        Assert.Equal(entries, ChecksumFile.Parse(Encoding.UTF8.GetBytes(written), "SHA256SUMS"));
    }

    [Fact]
    public async Task The_bytes_are_those_of_sha256sum()
    {
        var entries = Entries();
        var written = (await Peer.Require("sha256sum").In(directory.Path)
            .RunAsync(["--", .. entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)], input: null)).Succeeded().Output;
        Assert.Equal(written, Encoding.UTF8.GetString(ChecksumFile.Write(entries)));
    }

    [Fact]
    public void Line_ends_of_windows_comments_and_capitals_are_read()
    {
        var digest = Digest.OfSha256([]);
        var text = $"# made by hand\r\n\r\n{digest.Hex.ToUpperInvariant()}  a\r\n{digest.Hex} *b";
        Assert.Equal(
            [new ChecksumEntry("a", digest), new ChecksumEntry("b", digest)],
            ChecksumFile.Parse(Encoding.UTF8.GetBytes(text), "SHA256SUMS"));
    }

    [Theory]
    [InlineData("HEX a")]
    [InlineData("HEX  ")]
    [InlineData("abc  a")]
    [InlineData("<html>")]
    [InlineData("\\HEX  a\\x")]
    [InlineData("\\HEX  a\\")]
    [InlineData("SHA256 (a) = abc")]
    public void A_malformed_line_is_told_by_its_number(string line)
    {
        var text = $"{Digest.OfSha256([]).Hex}  good\n" + line.Replace("HEX", Digest.OfSha256([]).Hex) + "\n";
        var error = Assert.Throws<ReleaseException>(() => ChecksumFile.Parse(Encoding.UTF8.GetBytes(text), "SHA256SUMS"));
        Assert.StartsWith("SHA256SUMS:2:1: ", error.Because);
    }

    [Fact]
    public void One_name_has_one_checksum()
    {
        var (one, other) = (Digest.OfSha256("1"u8), Digest.OfSha256("2"u8));
        Assert.Single(ChecksumFile.Parse(Encoding.UTF8.GetBytes($"{one.Hex}  a\n{one.Hex} *a\n"), "x"));
        Assert.Throws<ReleaseException>(() => ChecksumFile.Parse(Encoding.UTF8.GetBytes($"{one.Hex}  a\n{other.Hex}  a\n"), "x"));
        Assert.Throws<ArgumentException>(() => ChecksumFile.Write([new("a", one), new("a", other)]));
    }

    private ChecksumEntry[] Entries() =>
    [
        .. Names.Select(name =>
        {
            directory.Write(name, "content of " + name);
            return new ChecksumEntry(name, Digest.OfSha256(Encoding.UTF8.GetBytes("content of " + name)));
        }),
    ];
}
