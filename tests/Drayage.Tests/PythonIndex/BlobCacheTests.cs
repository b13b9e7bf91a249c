using Drayage.Model;
using Drayage.PythonIndex.Caching;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.PythonIndex;

public sealed class BlobCacheTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ManualClock clock = new();

    [Fact]
    public async Task What_was_not_asked_for_longest_makes_room()
    {
        var cache = new BlobCache(directory.Path, 1000, clock);
        var blobs = Enumerable.Range(0, 5).Select(number => Enumerable.Repeat((byte)number, 240).ToArray()).ToArray();
        foreach (var blob in blobs)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await PutAsync(cache, blob);
            // The first one is wanted again and again.
            Assert.True(Has(cache, blobs[0]));
        }

        Assert.Equal([true, false, false, true, true], blobs.Select(blob => Has(cache, blob)));
        Assert.True(Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) <= 1000);
    }

    [Fact]
    public async Task What_breaks_off_or_is_damaged_is_not_there()
    {
        var cache = new BlobCache(directory.Path, 1000, clock);
        byte[] blob = [1, 2, 3];
        await Assert.ThrowsAsync<EndOfStreamException>(() => cache.PutAsync(
            async (file, token) =>
            {
                await file.WriteAsync(blob, token);
                throw new EndOfStreamException();
            },
            blob.Length,
            TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories));

        await PutAsync(cache, blob);
        Assert.False(cache.TryOpen(Digest.OfSha256(blob), blob.Length + 1) is not null);
        Assert.False(Has(cache, blob));
    }

    public void Dispose() => directory.Dispose();

    private static Task PutAsync(BlobCache cache, byte[] blob) =>
        cache.PutAsync(async (file, token) => await file.WriteAsync(blob, token), blob.Length, TestContext.Current.CancellationToken);

    private static bool Has(BlobCache cache, byte[] blob)
    {
        using var file = cache.TryOpen(Digest.OfSha256(blob), blob.Length);
        return file is not null;
    }
}
