using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Sharding;

/// <summary>A release that several machines build: each its shard, which one merges, seals and delivers.</summary>
public sealed class ShardTests(BuiltShards shards) : IClassFixture<BuiltShards>
{
    [Fact]
    public async Task Merged_shards_give_the_very_release_of_one_machine()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var alone = await BuiltShards.MachineAsync();
        (await alone.Drayage.RunAsync("release", "--until", "pack")).Ended(0);
        using var merging = await BuiltShards.MachineAsync();

        (await merging.Drayage.Against(registry).RunAsync(["release", .. await merging.KeyAsync(), "--merge", shards.Path])).Ended(0);

        Assert.Equal(await SubjectsAsync(alone), await SubjectsAsync(merging));
        Assert.False(Directory.Exists(Path.Combine(merging.Dist, "logs")), "nothing is built where shards are merged");
    }

    [Fact]
    public async Task Names_the_machine_whose_shard_is_missing()
    {
        using var repository = await BuiltShards.MachineAsync();
        using var carried = shards.Copy("linux-amd64");

        (await repository.Drayage.RunAsync("release", "--until", "pack", "--merge", carried.Path))
            .Refused(1, "1 step of the build came from no shard", "linux/arm64: tide/binary/linux-arm64", "drayage build --shard linux/arm64");
    }

    [Fact]
    public async Task Refuses_a_shard_whose_bytes_are_not_those_that_it_states()
    {
        using var repository = await BuiltShards.MachineAsync();
        using var carried = shards.Copy("linux-amd64", "linux-arm64");
        var blob = Directory.GetFiles(carried["linux-arm64", "blobs", "sha256"]).Single();
        var bytes = await File.ReadAllBytesAsync(blob, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes, TestContext.Current.CancellationToken);

        var refused = (await repository.Drayage.RunAsync("release", "--until", "pack", "--merge", carried.Path)).Ended(1);
        Assert.Contains("digest", refused.Error);
    }

    [Fact]
    public async Task Refuses_a_shard_of_another_commit()
    {
        using var repository = await BuiltShards.MachineAsync();
        repository.Directory.Write("NOTES", "more\n");
        await repository.CommitAsync("Go on");

        (await repository.Drayage.RunAsync("release", "--until", "pack", "--merge", shards.Path))
            .Refused(1, "is of another release", "tide at ", "drayage build --shard linux/amd64");
    }

    private static async Task<string> SubjectsAsync(MiniRepository repository) =>
        string.Join('\n', await Task.WhenAll(Directory.GetFiles(Path.Combine(repository.Dist, "artifacts")).Order(StringComparer.Ordinal).Select(async path =>
            $"{Path.GetFileName(path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)))}")));
}
