using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Storage;

public sealed class ContentStoreTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ContentStore store;

    public ContentStoreTests() => store = new ContentStore(directory["store"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_003)]
    public async Task A_blob_comes_back_under_the_digest_that_sha256sum_tells(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var blob = await store.PutAsync(new MemoryStream(content), Cancellation);

        Assert.Equal(length, blob.Size);
        var told = (await Peer.Require("sha256sum").RunAsync(store.PathOf(blob.Digest))).Succeeded().Output;
        Assert.StartsWith(blob.Digest.Hex, told);
        await using var file = store.TryOpen(blob.Digest, length);
        Assert.NotNull(file);
        var back = new MemoryStream();
        await file.CopyToAsync(back, Cancellation);
        Assert.Equal(content, back.ToArray());
        Assert.Empty(Directory.GetFiles(directory["store", "unfinished"]));
    }

    [Fact]
    public async Task The_same_content_is_one_blob_even_when_many_write_it()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var file = directory.Write("file", content);
        var blobs = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
            ? store.PutFileAsync(file, Cancellation)
            : store.PutAsync((stream, cancellation) => stream.WriteAsync(content, cancellation).AsTask(), null, Cancellation)));
        Assert.Single(blobs.Distinct());
        Assert.Single(Directory.GetFiles(directory["store"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_promised_is_not_kept()
    {
        var promised = Digest.OfSha256("promised"u8);
        var error = await Assert.ThrowsAsync<ReleaseException>(
            () => store.PutAsync(new MemoryStream("other"u8.ToArray()), promised, null, Cancellation));
        Assert.Contains(promised.ToString(), error.Message);
        Assert.Contains(Digest.OfSha256("other"u8).ToString(), error.Because);
        await Assert.ThrowsAsync<ReleaseException>(
            () => store.PutAsync(new MemoryStream("promised"u8.ToArray()), promised, 9, Cancellation));
        Assert.False(store.Contains(promised));
        Assert.Empty(Directory.GetFiles(directory["store"], "*", SearchOption.AllDirectories));

        await store.PutAsync(new MemoryStream("promised"u8.ToArray()), promised, 8, Cancellation);
        Assert.True(store.Contains(promised));
    }

    [Fact]
    public async Task A_promised_sha512_is_kept_under_it()
    {
        var promised = Digest.FromHash(Digest.Sha512, SHA512.HashData("content"u8));
        Assert.Equal(promised, (await store.PutAsync(new MemoryStream("content"u8.ToArray()), promised, null, Cancellation)).Digest);
        await store.VerifyAsync(promised, Cancellation);
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => store.PutAsync(
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(new byte[100_000], cancellation);
                throw new InvalidDataException();
            },
            null,
            Cancellation));
        Assert.Empty(Directory.GetFiles(directory["store"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_damaged_blob_is_found_and_mended_by_storing_it_again()
    {
        var blob = await store.PutAsync(new MemoryStream("content"u8.ToArray()), Cancellation);
        var path = store.PathOf(blob.Digest);
        File.Delete(path);
        await File.WriteAllTextAsync(path, "conte", Cancellation);

        var error = Assert.Throws<ReleaseException>(() => store.TryOpen(blob.Digest, blob.Size));
        Assert.Contains("5 bytes instead of 7", error.Because);
        Assert.Contains(path, error.Hint);
        await Assert.ThrowsAsync<ReleaseException>(() => store.VerifyAsync(blob.Digest, Cancellation));

        await store.PutAsync(new MemoryStream("content"u8.ToArray()), Cancellation);
        await store.VerifyAsync(blob.Digest, Cancellation);
    }

    [Fact]
    public void A_blob_that_is_not_there_is_null() => Assert.Null(store.TryOpen(Digest.OfSha256("x"u8), null));

    [Fact]
    public async Task A_linked_export_shares_its_bytes_and_a_copy_does_not()
    {
        var blob = await store.PutAsync(new MemoryStream("content"u8.ToArray()), Cancellation);
        var linked = directory.Write("out/linked", "previous");
        var copied = directory["out/copied"];

        await store.ExportAsync(blob.Digest, linked, ContentSharing.HardLink, Cancellation);
        await store.ExportAsync(blob.Digest, linked, ContentSharing.HardLink, Cancellation);
        await store.ExportAsync(blob.Digest, copied, ContentSharing.Copy, Cancellation);

        Assert.Equal("content", await File.ReadAllTextAsync(linked, Cancellation));
        await File.WriteAllTextAsync(copied, "changed", Cancellation);
        await store.VerifyAsync(blob.Digest, Cancellation);
        var links = (await Peer.Require("stat").RunAsync("-c", "%h", linked, copied)).Succeeded().Output;
        Assert.Equal("2\n1\n", links);
        Assert.Equal(2, Directory.GetFiles(directory["out"]).Length);
    }

    [Fact]
    public async Task Only_what_was_abandoned_long_ago_is_removed()
    {
        var old = directory.Write("store/unfinished/old", "half");
        var young = directory.Write("store/unfinished/young", "half");
        var now = DateTimeOffset.UtcNow;
        File.SetLastWriteTimeUtc(old, now.UtcDateTime.AddDays(-2));
        store.RemoveAbandoned(now.AddDays(-1));
        Assert.Equal([young], Directory.GetFiles(directory["store", "unfinished"]));
        var blob = await store.PutAsync(new MemoryStream([]), Cancellation);
        store.RemoveAbandoned(now.AddDays(1));
        Assert.True(store.Contains(blob.Digest));
    }

    /// <summary>A writer that was slow may give it its name at that very moment.</summary>
    [Fact]
    public async Task What_was_abandoned_is_removed_and_not_emptied()
    {
        var abandoned = directory.Write("store/unfinished/slow", "whole");
        (await Peer.Require("ln").RunAsync(abandoned, directory["named"])).Succeeded();
        store.RemoveAbandoned(DateTimeOffset.MaxValue);
        Assert.False(File.Exists(abandoned));
        Assert.Equal("whole", await File.ReadAllTextAsync(directory["named"], Cancellation));
    }
}
