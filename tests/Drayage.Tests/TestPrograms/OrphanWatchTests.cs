using System.Diagnostics;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.TestPrograms;

/// <summary>What a test program starts does not outlive it.</summary>
public sealed class OrphanWatchTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Process server = Process.Start(new ProcessStartInfo("sleep", ["600"]) { UseShellExecute = false })!;

    [Fact]
    public async Task A_server_whose_test_program_was_killed_ends_with_its_directory()
    {
        await new OrphanWatch(server.Id, directory.Path).AbandonAsync();

        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(directory.Path));
    }

    [Fact]
    public void A_server_that_was_ended_in_order_is_left_alone()
    {
        new OrphanWatch(server.Id, directory.Path).Dispose();

        Assert.False(server.HasExited);
        Assert.True(Directory.Exists(directory.Path));
    }

    public void Dispose()
    {
        server.Kill();
        server.WaitForExit();
        server.Dispose();
        directory.Dispose();
    }
}
