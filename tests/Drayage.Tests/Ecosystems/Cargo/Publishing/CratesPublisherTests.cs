using Drayage.Ecosystems.Cargo.Publishing;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Registries.Crates;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Crates;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

public sealed class CratesPublisherTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private const string Publish = "PUT /crates/main/api/v1/crates/new";
    private readonly CrateDelivery delivery = new(registry);

    [Fact]
    public async Task Delivers_a_crate_with_its_metadata()
    {
        var crate = SampleCrate.Of("deliver-one", more: "\n[dependencies.renamed]\nversion = \"1.2\"\npackage = \"other\"\nregistry-index = \"sparse+https://elsewhere.example/\"\n");
        delivery.Prepare(crate, delivery.Real());

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal([Publish], delivery.Delivery.Changes());
        using var client = new CratesClient(registry);
        var line = Assert.Single((await client.LinesAsync("de/li/deliver-one"))!);
        Assert.Equal(crate.Sha256, line.GetProperty("cksum").GetString());
        Assert.Equal("^1.2", line.GetProperty("deps")[0].GetProperty("req").GetString());
        Assert.Equal("sparse+https://elsewhere.example/", line.GetProperty("deps")[0].GetProperty("registry").GetString());
    }

    [Fact]
    public async Task A_second_delivery_asks_nothing_and_one_without_the_journal_sends_nothing()
    {
        delivery.Prepare(SampleCrate.Of("replay"), delivery.Delivery.Rehearsing());
        await delivery.Scene.DeliverAsync();
        delivery.Delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Delivery.Requests());

        File.Delete(delivery.Scene.JournalPath);
        (await delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(delivery.Delivery.Changes());
    }

    [Fact]
    public async Task Other_bytes_are_a_conflict_that_names_both()
    {
        var first = SampleCrate.Of("conflict");
        delivery.Prepare(first, delivery.Real());
        await delivery.Scene.DeliverAsync();
        using var again = new CrateDelivery(registry);
        var second = SampleCrate.Of("conflict", source: "pub fn answer() -> u32 { 43 }\n");
        again.Prepare(second, again.Real());

        var refused = (await again.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains($"sha256:{first.Sha256}", refused.Because, StringComparison.Ordinal);
        Assert.Contains($"sha256:{second.Sha256}", refused.Because, StringComparison.Ordinal);
        Assert.Contains("release a new version", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(again.Delivery.Changes());
    }

    /// <summary>The registry took the version after it was asked: the file that it serves decides.</summary>
    [Fact]
    public async Task The_registry_own_refusal_is_a_conflict_only_for_other_bytes()
    {
        var crate = SampleCrate.Of("race");
        var consignment = delivery.Prepare(crate, delivery.Real());
        var put = consignment.Effects.OfType<Effect.Put>().Single();
        await delivery.Publisher.SendAsync(consignment, put, delivery.Scene.Content, CancellationToken.None);

        await delivery.Publisher.SendAsync(consignment, put, delivery.Scene.Content, CancellationToken.None);
        var other = SampleCrate.Of("race", source: "pub fn other() {}\n");
        delivery.Scene.Content[put.Name] = other.Bytes;
        var refused = await Assert.ThrowsAsync<DeliveryException>(() =>
            delivery.Publisher.SendAsync(consignment, put with { Digest = delivery.Scene.Content.DigestOf(put.Name) }, delivery.Scene.Content, CancellationToken.None));

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains(crate.Sha256, refused.Because, StringComparison.Ordinal);
        Assert.Contains(other.Sha256, refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_leads_to_no_second_version_even_while_the_index_lags()
    {
        using var clock = new SimulatedClock();
        var fault = new LostAnswer(request => HttpMethods.IsPut(request.Method));
        await using var faulty = await RegistryFixture.StartAsync(options => options with { Faults = [fault], Clock = clock, Crates = new CratesLimits { IndexLag = TimeSpan.FromMinutes(1) } });
        using var broken = new CrateDelivery(faulty) { Scene = { Clock = clock, Patience = new() } };
        broken.Prepare(SampleCrate.Of("lost"), broken.Real() with { Clock = clock });

        (await broken.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(1, fault.Count);
        using var client = new CratesClient(faulty);
        Assert.Single((await client.LinesAsync("lo/st/lost"))!);
    }

    [Fact]
    public async Task Dependents_wait_until_the_index_shows_what_they_depend_on()
    {
        using var clock = new SimulatedClock();
        await using var lagging = await RegistryFixture.StartAsync(options => options with { Clock = clock, Crates = new CratesLimits { IndexLag = TimeSpan.FromMinutes(1) } });
        using var slow = new CrateDelivery(lagging) { Scene = { Clock = clock, Patience = new() } };
        slow.PrepareAll(slow.Real() with { Clock = clock }, settings: null, (SampleCrate.Of("top"), ["middle"]), (SampleCrate.Of("middle"), ["bottom"]), (SampleCrate.Of("bottom"), []));

        (await slow.Scene.DeliverAsync()).AssertComplete();

        Assert.InRange(clock.Elapsed, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(6));
        Assert.Equal(3, slow.Delivery.Changes().Length);
    }

    [Fact]
    public async Task The_deadline_of_a_rate_limit_is_waited_for()
    {
        using var clock = new SimulatedClock();
        await using var strict = await RegistryFixture.StartAsync(options => options with
        {
            Clock = clock,
            Faults = [new DateOf(clock)],
            Crates = new CratesLimits { NewCrates = new PublishRate(1, TimeSpan.FromMinutes(10)) },
        });
        using var hasty = new CrateDelivery(strict) { Scene = { Clock = clock, Patience = new() } };
        hasty.PrepareAll(hasty.Real() with { Clock = clock }, settings: null, [.. Enumerable.Range(1, 8).Select(number => (SampleCrate.Of($"hasty{number}"), Array.Empty<string>()))]);

        (await hasty.Scene.DeliverAsync()).AssertComplete();

        Assert.InRange(clock.Elapsed, TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(75));
        // Each but the first was refused once.
        Assert.Equal(15, hasty.Delivery.Changes().Length);
    }

    [Theory]
    [InlineData("wrong", "the registry does not know the token (env:CRATES_TOKEN)")]
    [InlineData("cio_tp_wrong", "the registry does not know the token (env:CRATES_TOKEN)")]
    public async Task A_wrong_token_is_explained_and_never_shown(string token, string hint)
    {
        delivery.Prepare(SampleCrate.Of("guarded"), delivery.Real(token));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("403", refused.Because, StringComparison.Ordinal);
        Assert.Contains(hint, refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(token, $"{refused.Message}{refused.Because}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_belongs_to_somebody_else_is_told()
    {
        using var client = new CratesClient(registry);
        await client.RequirePublishedAsync(SampleCrate.Of("taken"));
        foreach (var (method, user) in new[] { (HttpMethod.Put, "somebody"), (HttpMethod.Delete, "drayage") })
            (await client.SendAsync(method, "api/v1/crates/taken/owners", new StringContent($$"""{"users":["{{user}}"]}"""))).Dispose();
        delivery.Prepare(SampleCrate.Of("taken", "2.0.0"), delivery.Real());

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("the name belongs to somebody else", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crate_that_is_too_large_is_told()
    {
        await using var small = await RegistryFixture.StartAsync(options => options with { Crates = new CratesLimits { CrateBytes = 100 } });
        using var narrow = new CrateDelivery(small);
        narrow.Prepare(SampleCrate.Of("large"), narrow.Real());

        var refused = (await narrow.Scene.DeliverAsync()).Failure();

        Assert.Contains("413", refused.Because, StringComparison.Ordinal);
        Assert.Contains("cargo package --list", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crate_that_is_another_than_the_waybill_says_is_not_sent()
    {
        var consignment = delivery.Prepare(SampleCrate.Of("announced"), delivery.Real());
        var put = consignment.Effects.OfType<Effect.Put>().Single();
        delivery.Scene.Content[put.Name] = SampleCrate.Of("announced", "1.0.1").Bytes;

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => delivery.Publisher.SendAsync(consignment, put, delivery.Scene.Content, CancellationToken.None));

        Assert.Contains("says announced 1.0.1, the waybill announced 1.0.0", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_without_token_reads_back_what_was_published()
    {
        var consignment = delivery.Prepare(SampleCrate.Of("stranger"), delivery.Real());
        await delivery.Scene.DeliverAsync();
        var stranger = new CratesDestination().CreateReader(delivery.Delivery.Context(RehearsalDelivery.Environment()));

        var same = Assert.IsType<Probe.Same>(await stranger.ReadBackAsync(consignment, consignment.Effects[0], delivery.Scene.Content, CancellationToken.None));

        Assert.Equal($"{registry.Address}crates/main/dl/stranger/1.0.0/download", same.Url);
    }

    [Fact]
    public async Task A_registry_that_wants_a_token_for_reading_gets_it()
    {
        await using var closed = await RegistryFixture.StartAsync(options => options with { Tokens = options.Tokens with { ReadsNeedToken = true } });
        using var hidden = new CrateDelivery(closed);
        var consignment = hidden.Prepare(SampleCrate.Of("hidden"), hidden.Real());

        (await hidden.Scene.DeliverAsync()).AssertComplete();

        Assert.IsType<Probe.Same>(await hidden.Publisher.ReadBackAsync(consignment, consignment.Effects[0], hidden.Scene.Content, CancellationToken.None));
        var stranger = new CratesDestination().CreateReader(hidden.Delivery.Context(RehearsalDelivery.Environment()));
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => stranger.ReadBackAsync(consignment, consignment.Effects[0], hidden.Scene.Content, CancellationToken.None));
        Assert.Contains("wants a token for reading too", refused.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => delivery.Dispose();
}
