using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Registries.Faults;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>People are told how a release went, once it is over; whether they could be told changes nothing.</summary>
public sealed class NoticeTests
{
    private const string Chat = """
        destinations:
          chat: { kind: webhook, url: 'https://hooks.example/drayage' }

        """;

    private const string Chats = Chat + """
          slack: { kind: webhook, url: env:SLACK_URL, format: slack }
          discord: { kind: webhook, url: env:DISCORD_URL, format: discord }
          teams: { kind: webhook, url: env:TEAMS_URL, format: teams, events: [release.published], message: '{{ project }} {{ tag }} is out' }

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_that_is_out_is_told_once_in_every_chat()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await CreateAsync(Chats);

        (await repository.ReleaseAsync(registry)).Ended(0);
        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        var told = Assert.Single(await ListAsync(registry, "json/chat"));
        Assert.Equal("tide 1.4.0 is released", told.GetProperty("headline").GetString());
        Assert.Equal("release.published", told.GetProperty("event").GetProperty("type").GetString());
        var message = told.GetProperty("message").GetString()!;
        Assert.Contains("- ghcr: ghcr.io/example/tide", message, StringComparison.Ordinal);
        Assert.Contains("/example/tide/releases/tag/v1.4.0", message, StringComparison.Ordinal);
        Assert.Single(await ListAsync(registry, "slack/slack"));
        Assert.Single(await ListAsync(registry, "discord/discord"));
        Assert.Contains("tide v1.4.0 is out", Assert.Single(await ListAsync(registry, "teams/teams")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_is_told_in_one_message_and_success_when_it_comes()
    {
        var fault = new UnavailableFault("/v2") { IsDown = false };
        await using var registry = await StartAsync(fault);
        using var repository = await CreateAsync(Chats);

        (await ReleaseAsync(repository, registry, fault)).Ended(3);

        var failed = Assert.Single(await ListAsync(registry, "json/chat"));
        Assert.Equal("tide 1.4.0: 1 of 2 consignments did not get through", failed.GetProperty("headline").GetString());
        Assert.Contains("503", failed.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("go on where it ran: drayage resume", failed.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("ghcr/tide-image", Assert.Single(failed.GetProperty("event").GetProperty("consignments").EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty(await ListAsync(registry, "teams/teams"));
        await FitAsync(failed.GetProperty("event"));

        fault.IsDown = false;
        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Equal(["release.failed", "release.published"], (await ListAsync(registry, "json/chat")).Select(message => message.GetProperty("event").GetProperty("type").GetString()));
        Assert.Single(await ListAsync(registry, "teams/teams"));
    }

    [Fact]
    public async Task A_chat_that_is_down_is_a_warning_and_resume_tells_what_is_missing()
    {
        var fault = new UnavailableFault("/hooks");
        await using var registry = await StartAsync(fault);
        using var repository = await CreateAsync(Chats);

        var released = (await repository.ReleaseAsync(registry)).Ended(0);

        Assert.Contains("warning: destination chat: release.published of v1.4.0 was not told", released.Error, StringComparison.Ordinal);
        Assert.Contains("tell it again with: drayage resume", released.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("error:", released.Error, StringComparison.Ordinal);
        Assert.Contains("warning: announce release.published v1.4.0", await File.ReadAllTextAsync(repository.Directory["dist", "report.md"], Cancellation), StringComparison.Ordinal);
        var status = (await repository.Drayage.RunAsync("status")).Ended(0);
        Assert.Contains("warning: chat/v1.4.0", status.Output, StringComparison.Ordinal);
        Assert.Contains("not told: chat/v1.4.0, slack/v1.4.0", status.Output, StringComparison.Ordinal);
        Assert.True((await repository.Drayage.RunAsync("status", "--json")).Ended(0).Json().GetProperty("complete").GetBoolean());
        (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(0);

        fault.IsDown = false;
        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Single(await ListAsync(registry, "json/chat"));
        Assert.Single(await ListAsync(registry, "slack/slack"));
        Assert.DoesNotContain("not told", (await repository.Drayage.RunAsync("status")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_got_through_makes_no_success_of_a_release_that_did_not()
    {
        UnavailableFault[] faults = [new("/v2") { IsDown = false }, new("/api") { IsDown = false }];
        await using var registry = await StartAsync(faults);
        using var repository = await CreateAsync(Chat);

        (await ReleaseAsync(repository, registry, faults)).Ended(1);

        Assert.Equal("release.failed", Assert.Single(await ListAsync(registry, "json/chat")).GetProperty("event").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Killed_at_any_of_its_records_a_message_is_told_with_the_same_id()
    {
        await using var elsewhere = await RegistryFixture.StartAsync();
        using var repository = await CreateAsync(Chat);
        (await repository.ReleaseAsync(elsewhere)).Ended(0);
        var id = Assert.Single(await ListAsync(elsewhere, "json/chat")).GetProperty("event").GetProperty("id").GetString();
        var records = await File.ReadAllLinesAsync(repository.Directory["dist", "journal.jsonl"], Cancellation);
        var first = Array.FindIndex(records, record => record.Contains("\"effect\":\"announce ", StringComparison.Ordinal)) + 1;
        Assert.All(records.Skip(first - 1), record => Assert.Contains("announce ", record, StringComparison.Ordinal));

        foreach (var point in Enumerable.Range(first, records.Length - first + 1).Select(record => $"after:{record}").Prepend($"before:{first}"))
        {
            await using var registry = await RegistryFixture.StartAsync();
            using var copy = await repository.CopySealedAsync();

            (await copy.Drayage.Against(registry).With("DRAYAGE_KILL_AT", point).RunAsync("resume")).Ended(BuiltDrayage.KilledExitCode);
            (await copy.Drayage.Against(registry).RunAsync("resume")).Ended(0);

            var told = await ListAsync(registry, "json/chat");
            Assert.InRange(told.Length, 1, 2);
            Assert.All(told, message => Assert.Equal(id, message.GetProperty("event").GetProperty("id").GetString()));
        }
    }

    [Fact]
    public async Task The_address_of_a_chat_is_used_and_shown_nowhere()
    {
        const string Secret = "services/T0123/B4567/xyzSecretPart";
        await using var registry = await RegistryFixture.StartAsync();
        await RealGitHub.MakeAsync(registry);
        await using var chat = new LoopbackServer(request => LoopbackAnswer.Of("404 Not Found", $"no webhook at {request.Target}"));
        using var repository = await CreateAsync(
            "destinations:\n  slack: { kind: webhook, url: env:SLACK_URL, format: slack }\n",
            configuration => RealGitHub.Alone(configuration, registry));
        var drayage = repository.Drayage.With("GITHUB_TOKEN", RegistryFixture.Token).With("SLACK_URL", new Uri(chat.Address, Secret).AbsoluteUri);

        var released = (await drayage.RunAsync(["release", .. await repository.KeyAsync()])).Ended(0);
        var status = (await drayage.RunAsync("status", "--timeline")).Ended(0);

        Assert.Equal($"/{Secret}", Assert.Single(chat.Received).Target);
        Assert.Contains("POST env:SLACK_URL: 404", released.Error, StringComparison.Ordinal);
        var written = Directory.EnumerateFiles(repository.Dist, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".json" or ".jsonl" or ".md" or ".txt")
            .Select(File.ReadAllText)
            .Append(SealedText(repository.WaybillPath));
        Assert.All(written.Concat([released.Output, released.Error, status.Output, status.Error]), text => Assert.DoesNotContain("xyzSecretPart", text, StringComparison.Ordinal));
        Assert.Contains("\"address\":\"env:SLACK_URL\"", SealedText(repository.WaybillPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_the_configuration_lost_holds_nothing_up()
    {
        var fault = new UnavailableFault("/v2") { IsDown = false };
        await using var registry = await StartAsync(fault);
        using var repository = await CreateAsync(Chat);
        (await ReleaseAsync(repository, registry, fault)).Ended(3);
        fault.IsDown = false;
        repository.Replace("drayage.yaml", "  chat: { kind: webhook, url: 'https://hooks.example/drayage' }\n", "");

        var resumed = (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Contains("chat is no longer in drayage.yaml: nobody is told there", resumed.Error, StringComparison.Ordinal);
        (await repository.Drayage.RunAsync("status")).Ended(0);
    }

    [Fact]
    public async Task A_withdrawal_is_told_and_ends_well_where_that_fails()
    {
        var fault = new UnavailableFault("/hooks") { IsDown = false };
        await using var registry = await StartAsync(fault);
        using var repository = await CreateAsync(Chats);
        (await repository.ReleaseAsync(registry)).Ended(0);
        fault.IsDown = true;

        var withdrawn = await repository.Drayage.Against(registry).RunAsync("withdraw", "v1.4.0", "--yes");
        var code = withdrawn.ExitCode;
        Assert.Contains("warning: destination chat: release.withdrawn of v1.4.0 was not told", withdrawn.Error, StringComparison.Ordinal);
        Assert.Contains("drayage withdraw v1.4.0", withdrawn.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("drayage resume", withdrawn.Error, StringComparison.Ordinal);
        fault.IsDown = false;

        Assert.Equal(code, (await repository.Drayage.Against(registry).RunAsync("withdraw", "v1.4.0", "--yes")).ExitCode);
        Assert.Equal("tide 1.4.0 was withdrawn", (await ListAsync(registry, "json/chat"))[^1].GetProperty("headline").GetString());
    }

    private static Task<MiniRepository> CreateAsync(string receivers, Func<string, string>? change = null) => MiniRepository.CreateAsync(directory =>
    {
        var configuration = MiniSources.Configuration.Replace("destinations:\n", receivers, StringComparison.Ordinal);
        directory.Write("drayage.yaml", change?.Invoke(configuration) ?? configuration);
    });

    /// <summary>Seals while everything is well, and delivers when something is down.</summary>
    private static async Task<CommandOutcome> ReleaseAsync(MiniRepository repository, RegistryFixture registry, params UnavailableFault[] faults)
    {
        (await repository.ReleaseAsync(registry, "--until", "seal")).Ended(0);
        foreach (var fault in faults)
            fault.IsDown = true;
        return await repository.Drayage.Against(registry).RunAsync("resume");
    }

    private static Task<RegistryFixture> StartAsync(params IFault[] faults) => RegistryFixture.StartAsync(options => options with { Faults = [.. faults] });

    private static string SealedText(string waybill)
    {
        using var envelope = JsonDocument.Parse(File.ReadAllText(waybill));
        return System.Text.Encoding.UTF8.GetString(envelope.RootElement.GetProperty("payload").GetBytesFromBase64());
    }

    private static async Task FitAsync(JsonElement told)
    {
        var schema = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "schemas", "event-v1.json"), Cancellation);
        Assert.All(await (await JsonSchemaPeer.RequireAsync()).JudgeAsync(schema, [told.GetRawText()]), answer => Assert.Equal("ok", answer));
    }

    private static async Task<JsonElement[]> ListAsync(RegistryFixture registry, string hook)
    {
        using var client = registry.NewClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync($"hooks/{hook}", Cancellation));
        return [.. document.RootElement.Clone().EnumerateArray().Select(message => message.GetProperty("body"))];
    }
}
