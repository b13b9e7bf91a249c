using System.Diagnostics;
using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Platform.Storage;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Platform.Storage;

/// <summary>A writer in a process of its own, killed in the middle of its work.</summary>
public sealed class CrashTests : IDisposable
{
    private const string DirectoryVariable = "DRAYAGE_CRASH_DIRECTORY";
    private const int Length = 500_000;
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task After_a_kill_every_name_holds_whole_content()
    {
        var store = new ContentStore(directory["store"]);
        for (var round = 0; round < 3; round++)
        {
            await RunAndKillAsync(untilBlobs: Blobs().Length + 5);

            var file = await File.ReadAllBytesAsync(directory["file"], Cancellation);
            Assert.Equal(Length, file.Length);
            Assert.False(file.AsSpan().ContainsAnyExcept(file[0]));
            foreach (var blob in Blobs())
                await store.VerifyAsync(Digest.Parse("sha256:" + Path.GetFileName(blob)), Cancellation);
        }
        store.RemoveAbandoned(DateTimeOffset.MaxValue);
        Assert.Empty(Directory.GetFiles(directory["store", "unfinished"]));
    }

    /// <summary>What the killed process does; nothing runs it but the test above.</summary>
    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var at = Environment.GetEnvironmentVariable(DirectoryVariable)
            ?? throw new InvalidOperationException($"{DirectoryVariable} is not set");
        var store = new ContentStore(Path.Combine(at, "store"));
        for (byte i = 1; ; i++)
        {
            await AtomicFile.WriteAsync(Path.Combine(at, "file"), Enumerable.Repeat(i, Length).ToArray(), Cancellation);
            await store.PutAsync(new MemoryStream(RandomNumberGenerator.GetBytes(Length)), Cancellation);
        }
    }

    private async Task RunAndKillAsync(int untilBlobs)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, typeof(CrashTests).Assembly.GetName().Name!),
            ["-explicit", "only", "-method", $"{typeof(CrashTests).FullName}.{nameof(Writes_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[DirectoryVariable] = directory.Path;
        using var writer = Process.Start(start)!;
        var output = writer.StandardOutput.ReadToEndAsync(Cancellation);
        try
        {
            while (Blobs().Length < untilBlobs)
            {
                if (writer.HasExited)
                    Assert.Fail("the writer ended by itself: " + await output);
                await Task.Delay(Random.Shared.Next(1, 10), Cancellation);
            }
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(Cancellation);
        }
    }

    private string[] Blobs() =>
        Directory.Exists(directory["store", "blobs", "sha256"]) ? Directory.GetFiles(directory["store", "blobs", "sha256"]) : [];
}
