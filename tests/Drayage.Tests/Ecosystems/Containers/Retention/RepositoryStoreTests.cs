using System.Collections.Immutable;
using Drayage.Ecosystems.Containers.Retention;
using Drayage.Formats.Globs;
using Drayage.Model;
using Drayage.Oci.Documents;
using Drayage.Oci.References;
using Drayage.Pipeline.Retention;
using Drayage.Testing;
using Drayage.Tests.Oci.Distribution;
using FsCheck.Fluent;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Ecosystems.Containers.Retention;

/// <summary>Pruning repositories over the protocol, in the embedded registry and in the reference one.</summary>
public sealed class RepositoryStoreTests : IDisposable
{
    private const int RandomRepositories = 12;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_any_prune_every_kept_tag_still_pulls_whole()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var client = Clients.Client(registry.Authority, RegistryFixture.Token);
        var removed = 0;
        foreach (var seed in Gen.Choose(0, int.MaxValue - 1).Sample(RandomRepositories))
        {
            var random = new Random(seed);
            var repository = new PrunedRepository(client.Repository($"acme/random{seed}"));
            await FillAsync(repository, random);
            var before = await PullAllAsync(repository);
            var rules = new RetentionRules
            {
                KeepLast = random.Next(3) == 0 ? null : random.Next(1, 4),
                KeepFor = TimeSpan.FromDays(random.Next(1, 50)),
                Keep = random.Next(2) == 0 ? [] : [GlobPattern.Parse("t?")],
            };
            var store = Store(registry.Authority, repository);
            var plan = RetentionPlan.Of(await store.ListAsync(Cancellation), rules, PrunedRepository.Now);

            var outcomes = await RetentionRun.RunAsync(store, plan, Cancellation);

            Assert.All(outcomes, outcome => Assert.True(outcome.IsRemoved, outcome.Failure?.Because));
            var gone = plan.Removals.SelectMany(removal => removal is Removal.OfTag tag ? [tag.Tag] : removal.Version.Tags).ToHashSet(StringComparer.Ordinal);
            var after = await PullAllAsync(repository);
            Assert.Equal(before.Keys.Where(tag => !gone.Contains(tag)), after.Keys);
            Assert.All(after, tag => Assert.Equal(before[tag.Key], tag.Value));
            Assert.Empty(RetentionPlan.Of(await store.ListAsync(Cancellation), rules, PrunedRepository.Now).Removals);
            removed += outcomes.Length;
        }

        Assert.NotEqual(0, removed);
    }

    [Fact]
    public async Task A_manifest_that_two_indexes_name_stays_with_the_younger()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var repository = new PrunedRepository(Clients.Client(registry.Authority, RegistryFixture.Token).Repository("acme/tool"));

        await RequireSharedStaysAsync(repository, registry.Authority);
    }

    [Fact]
    public async Task The_reference_registry_whose_referrers_are_tags_is_pruned_alike()
    {
        await using var registry = await DockerRegistry.StartAsync();
        var repository = new PrunedRepository(Clients.Client(registry.Authority).Repository("acme/tool"));

        await RequireSharedStaysAsync(repository, registry.Authority);
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_finished_by_the_next()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var repository = new PrunedRepository(Clients.Client(registry.Authority, RegistryFixture.Token).Repository("acme/tool"));
        var (child, kept) = (await repository.ImageAsync("old", 30, Cancellation), await repository.ImageAsync("new", 0, Cancellation));
        var index = await repository.IndexAsync([child], Cancellation);
        await repository.TagAsync(index, "1.0", Cancellation);
        await repository.TagAsync(kept, "1.1", Cancellation);
        var rules = new RetentionRules { KeepLast = 1 };
        var store = Store(registry.Authority, repository);
        var plan = RetentionPlan.Of(await store.ListAsync(Cancellation), rules, PrunedRepository.Now);

        // As after a kill: the plan was noted, and the first removal done.
        await store.NoteAsync([.. plan.Removals.Select(removal => removal.Version.Name)], Cancellation);
        await store.RemoveAsync(plan.Removals[0], Cancellation);
        Assert.Equal(index.Digest.ToString(), plan.Removals[0].Version.Name);
        Assert.NotNull(await repository.Client.ResolveAsync(child.Digest.ToString(), Cancellation));

        var next = Store(registry.Authority, repository);
        var left = RetentionPlan.Of(await next.ListAsync(Cancellation), rules, PrunedRepository.Now);
        Assert.Equal([child.Digest.ToString()], left.Removals.Select(removal => removal.Version.Name));
        await RetentionRun.RunAsync(next, left, Cancellation);

        Assert.Null(await repository.Client.ResolveAsync(child.Digest.ToString(), Cancellation));
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public async Task An_embedded_registry_gives_the_room_back_that_no_kept_image_needs()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var repository = new PrunedRepository(Clients.Client(registry.Authority, RegistryFixture.Token).Repository("acme/tool"));
        await repository.TagAsync(await repository.ImageAsync("old", 30, Cancellation), "1.0", Cancellation);
        await repository.TagAsync(await repository.ImageAsync("new", 0, Cancellation), "1.1", Cancellation);
        await registry.Server.CollectAsync(TimeSpan.Zero, Cancellation);
        var pulled = await repository.PullAsync("1.1", Cancellation);
        var store = Store(registry.Authority, repository);

        await RetentionRun.RunAsync(store, RetentionPlan.Of(await store.ListAsync(Cancellation), new RetentionRules { KeepLast = 1 }, PrunedRepository.Now), Cancellation);
        var collected = await registry.Server.CollectAsync(TimeSpan.Zero, Cancellation);

        // Manifest, configuration and layer.
        Assert.Equal((3, 3), (collected.Swept, collected.Kept));
        Assert.Equal(pulled, await repository.PullAsync("1.1", Cancellation));
    }

    [Fact]
    public async Task A_tag_that_was_moved_meanwhile_stays()
    {
        await using var registry = await RegistryFixture.StartAsync();
        var repository = new PrunedRepository(Clients.Client(registry.Authority, RegistryFixture.Token).Repository("acme/tool"));
        var (image, other) = (await repository.ImageAsync("a", 30, Cancellation), await repository.ImageAsync("b", 0, Cancellation));
        await repository.TagAsync(image, "old", Cancellation);
        await repository.TagAsync(image, "kept", Cancellation);
        var store = Store(registry.Authority, repository);
        var plan = RetentionPlan.Of(await store.ListAsync(Cancellation), new RetentionRules { KeepFor = TimeSpan.FromDays(1), Keep = [GlobPattern.Parse("kept")] }, PrunedRepository.Now);
        await repository.TagAsync(other, "old", Cancellation);

        var outcome = Assert.Single(await RetentionRun.RunAsync(store, plan, Cancellation));

        Assert.Equal($"it names {other.Digest} by now", outcome.Stayed);
        Assert.Equal(["kept", "old"], await repository.TagsAsync(Cancellation));
    }

    public void Dispose() => directory.Dispose();

    private async Task RequireSharedStaysAsync(PrunedRepository repository, string authority)
    {
        var shared = await repository.ImageAsync("shared", 90, Cancellation);
        var (old, young) = (await repository.ImageAsync("old", 90, Cancellation), await repository.ImageAsync("young", 2, Cancellation));
        var (before, after) = (await repository.IndexAsync([shared, old], Cancellation), await repository.IndexAsync([shared, young], Cancellation));
        var signature = await repository.AttachAsync(before, "signature of the old", Cancellation);
        var statement = await repository.AttachAsync(after, "signature of the new", Cancellation);
        await repository.TagAsync(before, "1.0", Cancellation);
        await repository.TagAsync(after, "1.1", Cancellation);
        await repository.TagAsync(after, "latest", Cancellation);
        var pulled = await repository.PullAsync("1.1", Cancellation);
        var store = Store(authority, repository);

        await RetentionRun.RunAsync(store, RetentionPlan.Of(await store.ListAsync(Cancellation), new RetentionRules { KeepLast = 1 }, PrunedRepository.Now), Cancellation);

        Assert.Equal(pulled, await repository.PullAsync("1.1", Cancellation));
        Assert.Contains(statement.Digest, pulled);
        foreach (var gone in new[] { before, old, signature })
            Assert.Null(await repository.Client.ResolveAsync(gone.Digest.ToString(), Cancellation));
        Assert.DoesNotContain("1.0", await repository.TagsAsync(Cancellation));
    }

    private RepositoryStore Store(string authority, PrunedRepository repository) => new(
        repository.Client, ImageReference.Parse($"{authority}/{repository.Client.Name}"), packages: null, new PruneNotes(directory[$"{repository.Client.Name}".Replace('/', '~')]));

    /// <summary>Images, indexes over some of them and over indexes, what is attached to any of these, and tags wherever they fall.</summary>
    private static async Task FillAsync(PrunedRepository repository, Random random)
    {
        var manifests = new List<Descriptor>();
        for (var number = 0; number < random.Next(4, 12); number++)
        {
            var image = manifests.Count == 0 || random.Next(2) == 0;
            manifests.Add(image switch
            {
                true => await repository.ImageAsync($"image {random.Next(6)}", random.Next(60), Cancellation),
                _ when random.Next(3) == 0 => await repository.AttachAsync(manifests[random.Next(manifests.Count)], $"attached {number}", Cancellation),
                _ => await repository.IndexAsync([.. manifests.Where(_ => random.Next(2) == 0).DistinctBy(child => child.Digest).Take(4)], Cancellation),
            });
        }

        for (var number = 0; number < 10; number++)
            await repository.TagAsync(manifests[random.Next(manifests.Count)], random.Next(8) == 0 ? "latest" : $"{(random.Next(3) == 0 ? "t" : "v0.")}{number}", Cancellation);
    }

    private static async Task<ImmutableSortedDictionary<string, ImmutableArray<Digest>>> PullAllAsync(PrunedRepository repository)
    {
        var pulled = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<Digest>>(StringComparer.Ordinal);
        foreach (var tag in await repository.TagsAsync(Cancellation))
            pulled[tag] = await repository.PullAsync(tag, Cancellation);
        return pulled.ToImmutable();
    }
}
