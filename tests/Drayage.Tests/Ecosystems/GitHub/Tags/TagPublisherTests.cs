using System.Text.Json.Nodes;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub.Tags;

/// <summary>A tag that is made after publishing: alone, beside others who make it, and where it is taken.</summary>
public sealed class TagPublisherTests : IAsyncLifetime
{
    private static readonly string Other = new('9', 40);

    private readonly MeanwhileFault meanwhile = new(request => request.Method == "POST" && request.Path.Value!.EndsWith("/git/refs", StringComparison.Ordinal));
    private RegistryFixture registry = null!;
    private RehearsalDelivery delivery = null!;
    private GitHubScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync(options => options with { Faults = [meanwhile] });
        delivery = new RehearsalDelivery(registry);
        scene = new GitHubScene(registry);
    }

    public async ValueTask DisposeAsync()
    {
        delivery.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task An_annotated_tag_on_the_whole_commit_id()
    {
        Prepare();

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(["POST /api/v3/repos/owner/tags/git/tags", "POST /api/v3/repos/owner/tags/git/refs"], delivery.Changes());
        var reference = JsonNode.Parse(await registry.NewClient().GetStringAsync("api/v3/repos/owner/tags/git/ref/tags/v1.0.0"))!["object"]!;
        var tag = JsonNode.Parse(await registry.NewClient().GetStringAsync($"api/v3/repos/owner/tags/git/tags/{reference["sha"]}"))!;
        Assert.Equal("tag", reference["type"]!.GetValue<string>());
        Assert.Equal(DeliveryContexts.Commit, tag["object"]!["sha"]!.GetValue<string>());
        Assert.Equal("app 1.0.0\n", tag["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tag_at_this_commit_is_the_same_however_it_was_made(bool annotated)
    {
        await TagAsync(DeliveryContexts.Commit, annotated);
        Prepare();
        delivery.Requests();

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task A_tag_at_another_commit_is_a_conflict_and_is_known_before_anything_is_built()
    {
        await TagAsync(Other, annotated: true);
        var consignment = Prepare();
        delivery.Requests();

        var preflight = await delivery.Scene.Publishers["github"].PreflightAsync(consignment, CancellationToken.None);
        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.False(preflight.IsReady);
        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains(Other, refused.Because, StringComparison.Ordinal);
        Assert.Empty(delivery.Changes());
    }

    [Fact]
    public async Task Somebody_who_makes_the_same_tag_meanwhile_is_no_trouble()
    {
        Prepare();
        meanwhile.Act = () => TagAsync(DeliveryContexts.Commit, annotated: false);

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Contains(registry.Served, request => request is { Status: 422, Method: "POST" });
    }

    [Fact]
    public async Task Somebody_who_takes_the_tag_meanwhile_keeps_it()
    {
        Prepare();
        meanwhile.Act = () => TagAsync(Other, annotated: false);

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Conflict, refused.Failure);
        Assert.Contains($"tag v1.0.0 at commit {Other}", refused.Because, StringComparison.Ordinal);
        Assert.Contains(Other, await registry.NewClient().GetStringAsync("api/v3/repos/owner/tags/git/ref/tags/v1.0.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_projects_own_repository_is_tagged()
    {
        var component = DeliveryContexts.Component("app", "1.0.0", "app", [], (ArtifactKind.Archive, "a.zip"));

        Assert.Null(scene.Kind.PlanTag(scene.Settings("somebody/else"), DeliveryContexts.Of(component), "v1.0.0"));
        Assert.Equal("github/refs/tags/v1.0.0", scene.Kind.PlanTag(scene.Settings("Example/Tidewater"), DeliveryContexts.Of(component), "v1.0.0")!.Id);
    }

    private Consignment Prepare()
    {
        var context = DeliveryContexts.Of(DeliveryContexts.Component("app", "1.0.0", "app", [], (ArtifactKind.Archive, "a.zip")));
        context = context with { Project = context.Project with { Repository = "owner/tags" } };
        var settings = scene.Settings("owner/tags");
        delivery.Scene.Publishers["github"] = scene.Kind.CreatePublisher(settings, delivery.Rehearsing());
        return delivery.Scene.Add(delivery.Seal(scene.Kind.PlanTag(settings, context, "v1.0.0")!));
    }

    private async Task TagAsync(string commit, bool annotated)
    {
        var target = commit;
        if (annotated)
        {
            var made = await scene.RequestAsync(HttpMethod.Post, "owner/tags/git/tags", $$"""{"tag":"v1.0.0","message":"one","object":"{{commit}}","type":"commit"}""");
            target = JsonNode.Parse(made)!["sha"]!.GetValue<string>();
        }

        await scene.RequestAsync(HttpMethod.Post, "owner/tags/git/refs", $$"""{"ref":"refs/tags/v1.0.0","sha":"{{target}}"}""");
    }
}
