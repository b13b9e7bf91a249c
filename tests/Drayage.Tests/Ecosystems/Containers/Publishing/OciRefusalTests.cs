using System.Net;
using Drayage.Ecosystems.Containers.Publishing;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;
using Drayage.Testing;
using Drayage.Tests.Oci;
using Drayage.Workflows.Explaining;
using Xunit;

namespace Drayage.Tests.Ecosystems.Containers.Publishing;

/// <summary>
/// What public registries answer to who may not push, under their own names: a server on the loopback stands in as the proxy. Each is a
/// refusal that says what to do, is explained by the entry that a log of another tool would be, and leaves a journal that says so.
/// </summary>
public sealed class OciRefusalTests : IAsyncLifetime
{
    private const string Password = "the-secret-of-this-registry";

    private readonly TemporaryDirectory directory = new();
    private readonly RegistryFixture unused = new();
    private readonly RehearsalDelivery delivery;
    private readonly Redactor redactor = new();

    public OciRefusalTests() => delivery = new RehearsalDelivery(unused);

    public async ValueTask InitializeAsync()
    {
        var (layout, image) = await SampleImages.AssembleAsync(directory["image"], SampleImages.Recipe("linux/amd64"));
        delivery.Scene.Content.Images = layout.Directory;
        Image = new Effect.Put("tool", image.Root.Digest, image.Root.Size);
    }

    private Effect.Put Image { get; set; } = null!;

    public static TheoryData<string, string, string, string, string> Refusals => new()
    {
        { "ghcr.io", "403 Forbidden", Error("DENIED", "permission_denied: The token provided does not match expected scopes."), "ghcr-missing-scope", "packages: write" },
        { "ghcr.io", "403 Forbidden", Error("DENIED", "permission_denied: write_package"), "ghcr-package-not-linked", "Manage Actions access" },
        { "ghcr.io", "403 Forbidden", Error("DENIED", "installation not allowed to Create organization package"), "ghcr-organisation-policy", "Check that the owner" },
        { "ghcr.io", "403 Forbidden", "", "ghcr-missing-scope", "packages: write" },
        { "docker.io", "401 Unauthorized", Error("UNAUTHORIZED", "authentication required"), "docker-hub-login-refused", "Read & Write" },
        { "harbor.example.org", "403 Forbidden", Error("DENIED", "adding 29.0 MiB of storage resource, which when updated to current usage of 152.4 MiB will exceed the configured upper limit of 10.0 MiB."), "registry-quota-exceeded", "drayage prune" },
        { "quay.example.org", "403 Forbidden", Error("DENIED", "Quota has been exceeded on namespace"), "registry-quota-exceeded", "drayage prune" },
        { "registry.example.org", "402 Payment Required", "", "http-402", "plan and payment" },
        { "registry.example.org", "413 Request Entity Too Large", "<html><head><title>413 Request Entity Too Large</title></head></html>", "registry-layer-too-large", "raise its limit" },
        { "registry.example.org", "401 Unauthorized", Error("UNAUTHORIZED", "authentication required"), "registry-not-logged-in", "give a credential for registry.example.org" },
        { "registry.example.org", "403 Forbidden", Error("DENIED", "requested access to the resource is denied"), "registry-push-denied", "lacks the right" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_push_that_is_refused_says_why_and_what_to_do(string registry, string status, string body, string known, string hint)
    {
        await using var server = new LoopbackServer(request => request.Method switch
        {
            "GET" or "HEAD" => LoopbackAnswer.Of("404 Not Found"),
            _ => LoopbackAnswer.Of(status, body),
        });

        var failed = await DeliverAsync(server, registry);

        Assert.Equal(DeliveryFailure.Refused, failed.Failure);
        Assert.Contains($"destination registry: {registry}/example/tool", failed.Message, StringComparison.Ordinal);
        Assert.Contains(status, failed.Because, StringComparison.Ordinal);
        Assert.Equal(known, AnswerExplainer.ExplainEvidence(failed.Because!)?.Failure.Id);
        Assert.Contains(hint, failed.Hint, StringComparison.Ordinal);
        // The configuration and the layer go side by side, each once.
        Assert.InRange(server.Received.Count(request => request.Method is not ("GET" or "HEAD")), 1, 2);
        AssertFailed();
    }

    /// <summary>The token server is the one who knows the secret, so it is the one to refuse it.</summary>
    [Fact]
    public async Task A_token_server_that_refuses_the_secret_is_quoted_without_it()
    {
        await using var server = new LoopbackServer(request => request.Target.Contains("/token", StringComparison.Ordinal)
            ? LoopbackAnswer.Of("403 Forbidden", Error("DENIED", $"denied: {Password} is nothing"))
            : LoopbackAnswer.Of("401 Unauthorized", "", "WWW-Authenticate: Bearer realm=\"http://ghcr.io/token\",service=\"ghcr.io\",scope=\"repository:example/tool:pull\""));

        var failed = await DeliverAsync(server, "ghcr.io");

        Assert.Equal(DeliveryFailure.Refused, failed.Failure);
        Assert.Contains("the token server answered 403 to the credential given (DENIED", failed.Because, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, $"{failed.Message}{failed.Because}{failed.Hint}", StringComparison.Ordinal);
        Assert.DoesNotContain(server.Received, request => request.Method is not ("GET" or "HEAD"));
        AssertFailed();
    }

    public async ValueTask DisposeAsync()
    {
        delivery.Dispose();
        directory.Dispose();
        await unused.DisposeAsync();
    }

    private async Task<DeliveryException> DeliverAsync(LoopbackServer server, string registry)
    {
        using var http = new HttpPipeline(
            new HttpPipelineOptions { UserAgent = "drayage-tests/1", FirstDelay = TimeSpan.FromMilliseconds(1), Proxy = new WebProxy(server.Address) }, TimeProvider.System, redactor);
        var environment = RehearsalDelivery.Environment(("REGISTRY_USER", "somebody"), ("REGISTRY_PASSWORD", Password));
        var context = delivery.Context(environment) with { Http = http, Secrets = new SecretResolver(environment, redactor) };
        var kind = new OciDestination();
        var (settings, problems) = DeliveryContexts.Read(
            kind, "registry", [("registry", $"{registry}/example"), ("username", "env:REGISTRY_USER"), ("password", "env:REGISTRY_PASSWORD"), ("insecure", "true")]);
        Assert.Empty(problems);
        delivery.Scene.Publishers["registry"] = kind.CreatePublisher(settings, context);
        delivery.Scene.Add(new Consignment
        {
            Id = "registry/tool",
            Destination = "registry",
            Kind = "oci",
            Address = $"{registry}/example/tool",
            Version = "1.0.0",
            Effects = [Image, new Effect.Point("1.0.0", Image.Digest)],
            Needs = [],
        });
        return Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single((await delivery.Scene.DeliverAsync()).Outcomes)).Error;
    }

    private void AssertFailed()
    {
        var state = delivery.Scene.State;
        Assert.IsType<EffectStatus.Failed>(state.StatusOf("registry/tool", Image.Key));
        Assert.IsType<EffectStatus.Pending>(state.StatusOf("registry/tool", new Effect.Point("1.0.0", Image.Digest).Key));
    }

    private static string Error(string code, string message) => $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""";
}
