using System.Text.Json.Nodes;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Npm;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Publishing;

public sealed class NpmRegistryPublisherTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly NpmScene scene = new(registry);
    private readonly NpmClient client = new(registry);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Puts_under_a_dist_tag_of_its_own_and_then_moves_the_one_that_people_install_by()
    {
        await client.PublishAsync("@tide/order", "0.9.0");
        scene.Rehearse("@tide/order", "1.0.0");
        scene.Delivery.Requests();

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(
            ["PUT /npm/main/@tide%2forder", "PUT /npm/main/-/package/@tide%2forder/dist-tags/latest", "DELETE /npm/main/-/package/@tide%2forder/dist-tags/staged"],
            scene.Delivery.Changes());
        Assert.Equal("""{"latest":"1.0.0"}""", await TagsAsync("@tide/order"));
    }

    [Fact]
    public async Task Says_of_the_package_what_installers_read_there()
    {
        var tarball = SampleTarball.Make(
            "@tide/described", "1.0.0", members: ""","bin":"./cli.js","license":"MIT","dependencies":{"other":"^1"}""",
            files: [("README.md", "# Tide +é"), ("binding.gyp", "{}"), ("nested/README.md", "not this")]);
        scene.Rehearse("@tide/described", "1.0.0", tarball);

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        var version = (await client.GetAsync("@tide/described")).Body!["versions"]!["1.0.0"]!;
        Assert.Equal("""{"described":"./cli.js"}""", version["bin"]!.ToJsonString());
        Assert.Equal("node-gyp rebuild", version["scripts"]!["install"]!.GetValue<string>());
        Assert.Equal(("README.md", "# Tide +é"), (version["readmeFilename"]!.GetValue<string>(), version["readme"]!.GetValue<string>()));
        Assert.Equal("""{"other":"^1"}""", version["dependencies"]!.ToJsonString());
        Assert.Equal("@tide/described@1.0.0", version["_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_second_delivery_asks_nothing_and_one_without_the_journal_sends_nothing()
    {
        scene.Rehearse("replay", "1.0.0");
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        scene.Delivery.Requests();

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(scene.Delivery.Requests());

        File.Delete(scene.Delivery.Scene.JournalPath);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        Assert.Empty(scene.Delivery.Changes());
    }

    /// <summary>GitLab forwards requests for packages that it does not have, or that strangers may not see, to the public registry.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_another_registry_has_is_not_in_this_one(bool isHidden)
    {
        var tarball = SampleTarball.Make("forwarded", "1.0.0");
        var integrity = Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(tarball));
        var packument = """{"name":"forwarded","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"dist":{"tarball":"https://npm.example.org/x.tgz","integrity":"sha512-HASH"}}}}""".Replace("HASH", integrity, StringComparison.Ordinal);
        await using var other = new LoopbackServer(_ => LoopbackAnswer.Of("200 OK", packument, "Content-Type: application/json"));
        await using var server = new LoopbackServer(request => isHidden && request.Headers.ContainsKey("Authorization")
            ? LoopbackAnswer.Of("200 OK", packument, "Content-Type: application/json")
            : LoopbackAnswer.Of("302 Found", "", $"Location: {other.Address}forwarded"));
        var consignment = scene.Release("forwarded", "1.0.0", [("registry", server.Address.AbsoluteUri), ("token", "env:NPM_TOKEN")], [("NPM_TOKEN", "the-token")], tarball);

        var probe = await scene.Publisher.ProbeAsync(consignment, consignment.Effects.OfType<Effect.Put>().Single(), scene.Delivery.Scene.Content, Cancellation);

        Assert.Equal(isHidden, probe is Probe.Same);
        Assert.Equal(!isHidden, probe is Probe.Absent);
        Assert.DoesNotContain(other.Received, request => request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Other_bytes_under_the_version_are_a_conflict_that_names_both_digests()
    {
        scene.Rehearse("other", "1.0.0");
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        using var again = new NpmScene(registry);
        var consignment = again.Rehearse("other", "1.0.0", SampleTarball.Make("other", "1.0.0", "module.exports = 43;\n"));
        again.Delivery.Requests();

        var failure = (await again.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, failure.Failure);
        Assert.Contains(scene.Delivery.Scene.Content.DigestOf("other-1.0.0.tgz").ToString(), failure.Because, StringComparison.Ordinal);
        Assert.Contains(consignment.Effects.OfType<Effect.Put>().Single().Digest!.ToString(), failure.Because, StringComparison.Ordinal);
        Assert.Contains("release a new version", failure.Hint, StringComparison.Ordinal);
        Assert.Empty(again.Delivery.Changes());
    }

    /// <summary>The registry took a version after it was probed: its refusal alone does not tell by which bytes.</summary>
    [Fact]
    public async Task The_registrys_refusal_is_settled_by_what_is_there()
    {
        var consignment = scene.Rehearse("race", "1.0.0");
        var put = consignment.Effects.OfType<Effect.Put>().Single();
        await scene.Publisher.SendAsync(consignment, put, scene.Delivery.Scene.Content, Cancellation);

        await scene.Publisher.SendAsync(consignment, put, scene.Delivery.Scene.Content, Cancellation);
        scene.Delivery.Scene.Content[put.Name] = SampleTarball.Make("race", "1.0.0", "module.exports = 44;\n");
        consignment = consignment with { Effects = [put with { Digest = scene.Delivery.Scene.Content.DigestOf(put.Name) }, .. consignment.Effects.OfType<Effect.Point>()] };
        var refused = await Assert.ThrowsAsync<DeliveryException>(() =>
            scene.Publisher.SendAsync(consignment, consignment.Effects[0], scene.Delivery.Scene.Content, Cancellation));

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains("cannot publish over", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pre_release_never_moves_latest_and_a_full_release_takes_it_over()
    {
        scene.Rehearse("@tide/pre", "1.0.0-rc.1");
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        // The first version of a package is the latest at every registry.
        Assert.Equal("""{"latest":"1.0.0-rc.1","rc":"1.0.0-rc.1"}""", await TagsAsync("@tide/pre"));
        await NextAsync("@tide/pre", "1.0.0");
        Assert.Equal("""{"latest":"1.0.0","rc":"1.0.0-rc.1"}""", await TagsAsync("@tide/pre"));

        await NextAsync("@tide/pre", "1.1.0-beta.1", "1.0.0");

        Assert.Equal("""{"beta":"1.1.0-beta.1","latest":"1.0.0","rc":"1.0.0-rc.1"}""", await TagsAsync("@tide/pre"));
    }

    [Fact]
    public async Task A_release_of_an_older_line_leaves_latest_where_it_is_even_when_it_is_resumed_late()
    {
        await client.PublishAsync("line", "2.0.0");
        // Its tags did not show 2.0.0 yet when it was planned.
        scene.Rehearse("line", "1.1.0");

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal("2.0.0", JsonNode.Parse(await TagsAsync("line"))!["latest"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_token_is_explained_and_never_shown()
    {
        scene.Rehearse("@tide/token", "1.0.0", token: "npm_wrong-token");

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("401", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("npm_wrong-token", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_without_credential_reads_back_what_was_published()
    {
        var consignment = scene.Rehearse("stranger", "1.0.0");
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        var stranger = NpmScene.Kind.CreateReader(scene.Delivery.Context(RehearsalDelivery.Environment()));
        consignment = consignment with { Options = consignment.Options.SetItem("registry", scene.Address.AbsoluteUri) };

        foreach (var effect in consignment.Effects)
            Assert.IsType<Probe.Same>(await stranger.ReadBackAsync(consignment, effect, scene.Delivery.Scene.Content, Cancellation));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_lost_answer_leads_to_no_second_version_and_leaves_no_dist_tag_behind(string method)
    {
        var fault = new LostAnswer(request => request.Method == method);
        await using var faulty = await RegistryFixture.StartAsync(options => options with { Faults = [fault] });
        using var broken = new NpmScene(faulty);
        broken.Rehearse("lost", "1.0.0");

        (await broken.Delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(1, fault.Count);
        using var look = new NpmClient(faulty);
        Assert.Equal("""{"latest":"1.0.0"}""", (await look.GetAsync("-/package/lost/dist-tags")).Body!.ToJsonString());
    }

    [Fact]
    public async Task What_is_no_package_is_not_sent()
    {
        scene.Rehearse("broken", "1.0.0", "no tarball"u8.ToArray());

        Assert.Equal("broken-1.0.0.tgz is no npm package", (await scene.Delivery.Scene.DeliverAsync()).Failure().Message);
        Assert.Empty(scene.Delivery.Changes());
    }

    [Fact]
    public async Task A_version_that_was_unpublished_is_refused_before_it_is_sent()
    {
        await client.PublishAsync("gone", "1.0.0");
        await client.PublishAsync("gone", "1.1.0");
        var document = (await client.GetAsync("gone?write=true")).Body!;
        document["versions"]!.AsObject().Remove("1.1.0");
        await client.PutAsync($"gone/-rev/{document["_rev"]}", document);
        var consignment = scene.Rehearse("gone", "1.1.0");
        scene.Delivery.Requests();

        Assert.False((await scene.Publisher.PreflightAsync(consignment, Cancellation)).IsReady);
        Assert.Contains("can never be published again", (await scene.Delivery.Scene.DeliverAsync()).Failure().Hint, StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
    }

    [Fact]
    public async Task Taking_back_deprecates_and_moves_dist_tags_to_the_release_before()
    {
        scene.Rehearse("back", "1.0.0");
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        var consignment = await NextAsync("back", "1.1.0", "1.0.0");
        var plan = await ((IWithdrawing)scene.Publisher).PlanWithdrawalAsync(consignment, new([]), Cancellation);
        Assert.Equal(["withdraw latest", "withdraw 1.1.0"], plan.Steps.Select(step => step.Effect.Key));

        foreach (var step in plan.Steps)
        {
            Assert.IsType<Probe.Absent>(await scene.Publisher.ProbeAsync(consignment, step.Effect, scene.Delivery.Scene.Content, Cancellation));
            await scene.Publisher.SendAsync(consignment, step.Effect, scene.Delivery.Scene.Content, Cancellation);
            Assert.IsType<Probe.Same>(await scene.Publisher.ProbeAsync(consignment, step.Effect, scene.Delivery.Scene.Content, Cancellation));
        }

        Assert.Equal("""{"latest":"1.0.0"}""", await TagsAsync("back"));
        Assert.NotNull((await client.GetAsync("back")).Body!["versions"]!["1.1.0"]!["deprecated"]);
        plan = await ((IWithdrawing)scene.Publisher).PlanWithdrawalAsync(consignment, new([]), Cancellation);
        Assert.True(Assert.Single(plan.Steps).IsDone);
    }

    public void Dispose()
    {
        scene.Dispose();
        client.Dispose();
    }

    private async Task<Consignment> NextAsync(string package, string version, params string[] released)
    {
        File.Delete(scene.Delivery.Scene.JournalPath);
        var consignment = scene.Rehearse(package, version, released: released);
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        return consignment;
    }

    private async Task<string> TagsAsync(string package) => (await client.GetAsync($"-/package/{package}/dist-tags")).Body!.ToJsonString();
}
