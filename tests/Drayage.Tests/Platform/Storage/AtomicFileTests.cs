using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Writes_and_replaces()
    {
        var file = directory["made/file"];
        await AtomicFile.WriteAsync(file, "one"u8.ToArray(), Cancellation);
        await AtomicFile.WriteAsync(file, "two"u8.ToArray(), Cancellation);
        Assert.Equal("two", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal([file], Directory.GetFiles(directory["made"]));
    }

    [Fact]
    public async Task A_failure_half_way_leaves_the_old_content_and_nothing_else()
    {
        var file = directory.Write("file", "old");
        await Assert.ThrowsAsync<InvalidDataException>(() => AtomicFile.WriteAsync(file, FailHalfWay, AtomicFileOptions.Default, Cancellation));
        Assert.Equal("old", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal([file], Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_writer_killed_half_way_leaves_the_old_content()
    {
        // What a killed process leaves behind is its temporary file: the name itself must still be the old one.
        var file = directory.Write("file", "old");
        var half = new TaskCompletionSource();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = AtomicFile.WriteAsync(file, HangHalfWay, AtomicFileOptions.Default, cancelled.Token);
        await half.Task;
        Assert.Equal("old", await File.ReadAllTextAsync(file, Cancellation));
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Equal("old", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));

        async Task HangHalfWay(Stream stream, CancellationToken cancellation)
        {
            await stream.WriteAsync(new byte[100_000], cancellation);
            half.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    [Fact]
    public async Task Readers_never_see_a_mixture()
    {
        var file = directory.Write("file", new string('0', 100_000));
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var text = await File.ReadAllTextAsync(file, Cancellation);
                Assert.Equal(100_000, text.Length);
                Assert.False(text.AsSpan().ContainsAnyExcept(text[0]));
            }
        });
        for (var i = 1; i < 20; i++)
            await AtomicFile.WriteAsync(file, Enumerable.Repeat((byte)('a' + i), 100_000).ToArray(), Cancellation);
        await done.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task An_existing_file_stays_when_it_must_not_be_replaced()
    {
        var file = directory.Write("file", "old");
        await Assert.ThrowsAnyAsync<IOException>(() => AtomicFile.WriteAsync(
            file, "new"u8.ToArray(), new AtomicFileOptions { Replace = false }, Cancellation));
        Assert.Equal("old", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task The_mode_is_set_from_the_start()
    {
        var seen = UnixFileMode.None;
        await AtomicFile.WriteAsync(
            directory["file"],
            (stream, _) =>
            {
                seen = new FileInfo(((FileStream)stream).Name).UnixFileMode;
                return Task.CompletedTask;
            },
            new AtomicFileOptions { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite },
            Cancellation);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, seen);
        Assert.Equal(seen, new FileInfo(directory["file"]).UnixFileMode);
    }

    private static async Task FailHalfWay(Stream stream, CancellationToken cancellation)
    {
        await stream.WriteAsync(new byte[100_000], cancellation);
        throw new InvalidDataException("half way");
    }
}
