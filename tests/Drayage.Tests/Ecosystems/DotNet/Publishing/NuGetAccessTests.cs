using Drayage.Ecosystems.DotNet.Publishing;
using Drayage.Pipeline.Publishing;
using Drayage.Registries.Access;
using Drayage.Registries.NuGet;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing;

/// <summary>Who may push, and what is told to those who may not.</summary>
public sealed class NuGetAccessTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly RehearsalDelivery delivery = new(registry);

    [Fact]
    public async Task A_wrong_key_is_explained_and_never_shown()
    {
        delivery.Prepare("WrongKey", delivery.Rehearsing(token: "oy2-wrong-key"));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("403", refused.Because, StringComparison.Ordinal);
        Assert.Contains("whose pattern covers WrongKey", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("oy2-wrong-key", $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_is_told_with_the_places_where_it_could_be()
    {
        delivery.Prepare("NoKey", delivery.Context(RehearsalDelivery.Environment()), settings: NuGetScene.Settings(registry));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("there is no API key for 127.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("api-key: env:NAME", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_somebody_else_is_refused()
    {
        await using var shared = await RegistryFixture.StartAsync(options => options with
        {
            Tokens = options.Tokens with { Grants = [new TokenGrant { Secret = "for-ours", Repositories = "nuget/main/ours", Actions = [TokenGrant.Push] }] },
        });
        using var sender = new RehearsalDelivery(shared);
        sender.Prepare("Theirs", sender.Context(RehearsalDelivery.Environment(("PUSH_KEY", "for-ours"))), settings: NuGetScene.Settings(shared, ("api-key", "env:PUSH_KEY")));

        var refused = (await sender.Scene.DeliverAsync()).Failure();

        Assert.Contains("if the id belongs to somebody else, choose another PackageId", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_too_large_is_refused_with_the_feeds_limit()
    {
        await using var small = await RegistryFixture.StartAsync(options => options with { NuGet = new NuGetLimits { PackageBytes = 100 } });
        using var sender = new RehearsalDelivery(small);
        sender.Prepare("Heavy", sender.Rehearsing());

        var refused = (await sender.Scene.DeliverAsync()).Failure();

        Assert.Contains("413 The package file exceeds the size limit of 100 bytes", refused.Because, StringComparison.Ordinal);
        Assert.Contains("leave native files of other platforms out", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_and_a_login_come_from_NuGets_own_configuration()
    {
        await using var hidden = await RegistryFixture.StartAsync(options => options with { Tokens = options.Tokens with { ReadsNeedToken = true } });
        using var sender = new RehearsalDelivery(hidden);
        using var project = new TemporaryDirectory();
        await File.WriteAllTextAsync(project["nuget.config"], $"""
            <configuration>
              <packageSources><clear /><add key="ours" value="{hidden.Address}nuget/main/v3/index.json" /></packageSources>
              <apikeys><add key="{hidden.Address}nuget/main/v3/index.json" value="%FEED_KEY%" /></apikeys>
              <packageSourceCredentials><ours><add key="Username" value="any" /><add key="ClearTextPassword" value="%FEED_KEY%" /></ours></packageSourceCredentials>
            </configuration>
            """);
        var context = sender.Context(RehearsalDelivery.Environment(("FEED_KEY", RegistryFixture.Token)));
        context = context with { Client = context.Client with { Directory = project.Path } };
        sender.Prepare("Configured", context, settings: (NuGetSettings)await NuGetScene.Kind.CompleteAsync(NuGetScene.Read(), context.Client, CancellationToken.None));

        (await sender.Scene.DeliverAsync()).AssertComplete();
    }

    [Fact]
    public async Task The_identity_of_a_CI_job_is_exchanged_once_for_a_key()
    {
        var origin = registry.Address.GetLeftPart(UriPartial.Authority);
        delivery.Prepare(
            "Trusted", delivery.Context(RehearsalDelivery.Environment(("NUGET_ID_TOKEN", CiIdentity.TokenFor(origin)))), settings: NuGetScene.Settings(registry, ("trusted-publisher", "tide")), symbols: true);

        (await delivery.Scene.DeliverAsync()).AssertComplete();

        Assert.Equal(["POST /nuget/main/api/v2/token", "PUT /nuget/main/api/v2/package/", "PUT /nuget/main/api/v2/symbolpackage/"], delivery.Changes());
    }

    [Fact]
    public async Task An_identity_that_has_expired_is_told()
    {
        var expired = CiIdentity.TokenFor(registry.Address.GetLeftPart(UriPartial.Authority), DateTimeOffset.UtcNow.AddMinutes(-1));
        delivery.Prepare("Expired", delivery.Context(RehearsalDelivery.Environment(("NUGET_ID_TOKEN", expired))), settings: NuGetScene.Settings(registry, ("trusted-publisher", "tide")));

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("gave no key in exchange for the job's identity", refused.Message, StringComparison.Ordinal);
        Assert.Contains("it has expired", refused.Because, StringComparison.Ordinal);
        Assert.Contains("id-token: write", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(expired, $"{refused.Message}{refused.Because}{refused.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_tells_of_the_first_push_the_owner_and_the_key()
    {
        var consignment = delivery.Prepare("Asked", delivery.Rehearsing());
        var publisher = delivery.Scene.Publishers["main"];
        var first = await publisher.PreflightAsync(consignment, CancellationToken.None);
        await delivery.Scene.DeliverAsync();

        var again = await publisher.PreflightAsync(consignment, CancellationToken.None);
        var wrong = await NuGetScene.Kind.CreatePublisher(NuGetScene.Settings(registry), delivery.Rehearsing(token: "wrong")).PreflightAsync(consignment, CancellationToken.None);

        Assert.True(first.IsReady);
        Assert.Contains(first.Findings, finding => finding.Text.Contains("there is no package Asked yet", StringComparison.Ordinal));
        Assert.Contains(first.Findings, finding => finding.Text.Contains("accepts the key", StringComparison.Ordinal));
        Assert.Contains(again.Findings, finding => finding.Text.Contains($"Asked {NuGetScene.Version} stands there already", StringComparison.Ordinal));
        Assert.Contains(again.Findings, finding => finding.Text.Contains("Asked belongs to drayage", StringComparison.Ordinal));
        Assert.False(wrong.IsReady);
    }

    [Fact]
    public async Task A_feed_without_symbols_is_told_before_anything_is_sent()
    {
        await using var plain = new LoopbackServer(request => $"{request.Method} {request.Target}" switch
        {
            "GET /v3/index.json" => LoopbackAnswer.Of("200 OK", $$"""
                {"version":"3.0.0","resources":[{"@id":"http://{{request.Headers["Host"]}}/push","@type":"PackagePublish/2.0.0"},{"@id":"http://{{request.Headers["Host"]}}/flat","@type":"PackageBaseAddress/3.0.0"}]}
                """),
            _ => LoopbackAnswer.Of(request.Method == "PUT" ? "400 Bad Request" : "404 Not Found"),
        });
        var (settings, _) = DeliveryContexts.Read(NuGetScene.Kind, "main", ("source", $"{plain.Address}v3/index.json"), ("api-key", "env:PUSH_KEY"));
        var package = delivery.Prepare("Plain", delivery.Context(RehearsalDelivery.Environment(("PUSH_KEY", "key"))), settings: (NuGetSettings)settings);
        var symbols = package with { Options = package.Options.SetItem("symbols", "true") };

        var report = await delivery.Scene.Publishers["main"].PreflightAsync(symbols, CancellationToken.None);

        Assert.False(report.IsReady);
        Assert.Contains(report.Findings, finding => finding.Text.Contains("write symbols: false into destination main", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_is_no_service_index_is_told()
    {
        var (settings, _) = DeliveryContexts.Read(NuGetScene.Kind, "main", ("source", $"{registry.Address}nuget/main/v3/nowhere.json"), ("api-key", "env:PUSH_KEY"));
        delivery.Prepare("Nowhere", delivery.Context(RehearsalDelivery.Environment(("PUSH_KEY", RegistryFixture.Token))), settings: (NuGetSettings)settings);

        var refused = (await delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("404", refused.Because, StringComparison.Ordinal);
        Assert.Contains("check 'source' of destination main", refused.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => delivery.Dispose();
}
