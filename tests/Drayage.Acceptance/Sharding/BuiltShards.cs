using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Sharding;

/// <summary>What two machines built of one commit, as it is carried to a third.</summary>
public sealed class BuiltShards : IAsyncLifetime
{
    private readonly TemporaryDirectory carried = new();

    public string Path => carried.Path;

    public async ValueTask InitializeAsync()
    {
        foreach (var (shard, name) in new[] { ("linux/amd64", "linux-amd64"), ("linux/arm64", "linux-arm64") })
        {
            using var machine = await MachineAsync();
            (await machine.Drayage.RunAsync("build", "--shard", shard)).Ended(0);
            Directory.Move(System.IO.Path.Combine(machine.Dist, "shards", name), carried[name]);
        }
    }

    public ValueTask DisposeAsync()
    {
        carried.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A clone of its own of the very commit. With cgo Go wants a machine of the platform, though this program has no C that would need one.</summary>
    internal static Task<MiniRepository> MachineAsync() => MiniRepository.CreateAsync(directory =>
        directory.Write("drayage.yaml", MiniSources.Configuration.Replace("path: server", "path: server\n    cgo: true", StringComparison.Ordinal)));

    /// <summary>Some of the shards, for a test to change.</summary>
    internal TemporaryDirectory Copy(params string[] names)
    {
        var copy = new TemporaryDirectory();
        foreach (var file in names.SelectMany(name => Directory.EnumerateFiles(carried[name], "*", SearchOption.AllDirectories)))
            copy.Write(System.IO.Path.GetRelativePath(carried.Path, file), File.ReadAllBytes(file));
        return copy;
    }
}
