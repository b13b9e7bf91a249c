using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary>The results go to a real file system that is too small for them.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private MiniRepository repository = null!;
    private bool mounted;

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            Assert.Skip("mounting a small file system needs root");
        repository = await MiniRepository.CreateAsync();
        Directory.CreateDirectory(repository.Dist);
        var mount = await Peer.Require("mount").RunAsync("-t", "tmpfs", "-o", "size=256k", "tmpfs", repository.Dist);
        mounted = mount.ExitCode == 0;
        if (!mounted)
            Assert.Skip("this machine does not let its root mount a file system: " + mount.Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (mounted)
            (await Peer.Require("umount").RunAsync(repository.Dist)).Succeeded();
        repository?.Dispose();
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_no_half_artifact()
    {
        (await repository.Drayage.RunAsync("build")).Refused(1, "the disk is full", "bytes are free", "free space on");

        Assert.All(
            Directory.Exists(repository.Directory["dist", "artifacts"]) ? Directory.GetFiles(repository.Directory["dist", "artifacts"]) : [],
            file => Assert.EndsWith("SHA256SUMS", file));
        Assert.False(File.Exists(repository.WaybillPath));
    }
}
