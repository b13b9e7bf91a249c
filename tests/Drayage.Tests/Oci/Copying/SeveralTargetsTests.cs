using System.Diagnostics;
using Drayage.Oci.Content;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Oci.Copying;

public sealed class SeveralTargetsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(40, 150_000, 3)]
    [InlineData(1, 20_000_000, 3)]
    [InlineData(3, 0, 2)]
    public async Task Each_blob_is_read_once_for_targets_that_keep_pace(int layers, int size, int count)
    {
        var (source, image) = await SourceAsync(layers, size);
        MemoryTarget[] targets = [.. Enumerable.Range(0, count).Select(_ => new MemoryTarget())];
        // Time stands still: whatever else the machine does, no target lags.
        var outcomes = await ImageCopy.RunAsync(source, image.Descriptor, [.. targets], new CopyOptions { Clock = new StandingClock() }, None);
        Assert.All(outcomes, outcome => Assert.IsType<CopyOutcome.Done>(outcome));
        Assert.All(targets, target => AssertHolds(target, image));
        Assert.All(image.Blobs, blob => Assert.Equal(blob.Size, source.BytesRead.GetValueOrDefault(blob.Digest)));
    }

    [Fact]
    public async Task A_target_that_fails_half_way_stops_no_other()
    {
        var (source, image) = await SourceAsync(6, 5_000_000);
        MemoryTarget sound = new(), other = new();
        var failing = new MemoryTarget(position => position > 1_000_000 ? throw new IOException("full") : Task.CompletedTask);
        var outcomes = await ImageCopy.RunAsync(source, image.Descriptor, [sound, failing, other], new CopyOptions(), None);
        Assert.Equal("full", Assert.IsType<CopyOutcome.Failed>(outcomes[1]).Cause.Message);
        Assert.Same(failing, outcomes[1].Target);
        Assert.Empty(failing.Manifests);
        AssertHolds(sound, image);
        AssertHolds(other, image);
    }

    [Fact]
    public async Task A_target_that_stands_still_is_left_behind_and_comes_to_the_same_end()
    {
        var (source, image) = await SourceAsync(2, 12_000_000);
        var released = new TaskCompletionSource();
        var quick = new MemoryTarget();
        var slow = new MemoryTarget(position => position > 0 ? released.Task : Task.CompletedTask);
        var running = ImageCopy.RunAsync(source, image.Descriptor, [slow, quick], new CopyOptions(), None);
        var started = Stopwatch.StartNew();
        while (quick.Manifests.IsEmpty && started.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(20, None);
        AssertHolds(quick, image);
        Assert.Empty(slow.Blobs);
        released.SetResult();
        Assert.All(await running, outcome => Assert.IsType<CopyOutcome.Done>(outcome));
        AssertHolds(slow, image);
    }

    [Fact]
    public async Task A_source_that_fails_fails_every_target_with_its_own_words()
    {
        var (source, image) = await SourceAsync(1, 3_000_000);
        File.Delete(Path.Combine(directory["layout"], "blobs", "sha256", image.Manifest.Layers[0].Digest.Hex));
        var outcomes = await ImageCopy.RunAsync(source, image.Descriptor, [new MemoryTarget(), new MemoryTarget()], new CopyOptions(), None);
        Assert.All(outcomes, outcome => Assert.Contains(
            image.Manifest.Layers[0].Digest.ToString(), Assert.IsType<CopyOutcome.Failed>(outcome).Cause.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_ends_all_and_leaves_no_manifest()
    {
        var (source, image) = await SourceAsync(2, 5_000_000);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(None);
        var target = new MemoryTarget(_ => stopping.CancelAsync());
        var other = new MemoryTarget(_ => Task.Delay(Timeout.Infinite, stopping.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ImageCopy.RunAsync(source, image.Descriptor, [target, other], new CopyOptions(), stopping.Token));
        Assert.Empty(target.Manifests);
        Assert.Empty(other.Manifests);
    }

    [Fact]
    public async Task Progress_is_told_for_each_target()
    {
        var (source, image) = await SourceAsync(3, 200_000);
        var events = new System.Collections.Concurrent.ConcurrentQueue<CopyEvent>();
        MemoryTarget one = new(), two = new();
        await ImageCopy.RunAsync(source, image.Descriptor, [one, two], new CopyOptions { Observer = events.Enqueue }, None);
        foreach (var target in new IImageTarget[] { one, two })
        {
            var own = events.Where(told => told.Target == target).ToList();
            var counted = Assert.IsType<CopyEvent.Counted>(own[0]);
            Assert.Equal((4, image.Blobs.Sum(blob => blob.Size)), (counted.Blobs, counted.Bytes));
            Assert.Equal(4, own.OfType<CopyEvent.Ended>().Count(ended => ended.Way == BlobWay.Sent));
            Assert.Equal(200_000, own.OfType<CopyEvent.Moved>().Where(moved => moved.Blob == image.Manifest.Layers[1]).Max(moved => moved.Position));
        }
    }

    private static void AssertHolds(MemoryTarget target, ManifestDocument.Image image)
    {
        Assert.True(target.Manifests.ContainsKey(image.Digest));
        Assert.All(image.Blobs, blob => Assert.Equal(blob.Size, target.Blobs.GetValueOrDefault(blob.Digest, -1)));
    }

    private async Task<(CountingSource Source, ManifestDocument.Image Image)> SourceAsync(int layers, int size)
    {
        var layout = await OciLayout.CreateAsync(directory["layout"], None);
        return (new CountingSource(layout), await RawImages.WriteAsync(layout, layers, size));
    }
}
