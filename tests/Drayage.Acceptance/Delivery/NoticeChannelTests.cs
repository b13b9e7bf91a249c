using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>Mail goes out as its server wants it; GitHub is told once, whatever happens in between.</summary>
public sealed class NoticeChannelTests
{
    private const string Conversations = """
        destinations:
          news: { kind: github-notice, discussion: Announcements }
          log: { kind: github-notice, issue: 7 }
          issues: { kind: github-notice, labels: [release] }

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task Mail_goes_out_over_TLS_with_a_login(string security)
    {
        await using var registry = await RegistryFixture.StartAsync();
        await using var server = await SmtpServer.StartAsync(security, ("tide", "mail-password-7"));
        using var repository = await CreateWithMailAsync(registry, $"server: 'localhost:{server.Port}', security: {security}, user: env:SMTP_USER, password: env:SMTP_PASSWORD");
        var drayage = repository.Drayage.With("GITHUB_TOKEN", RegistryFixture.Token).With("SMTP_USER", "tide").With("SMTP_PASSWORD", "mail-password-7");

        // Whom nobody vouches for gets no password.
        var distrusted = (await drayage.RunAsync(["release", .. await repository.KeyAsync()])).Ended(0);
        Assert.Contains("warning: destination list: release.published of v1.4.0 was not told", distrusted.Error, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", distrusted.Error, StringComparison.Ordinal);
        Assert.Empty(server.Received);

        (await drayage.With("SSL_CERT_FILE", server.CertificatePath).RunAsync("resume")).Ended(0);
        (await drayage.RunAsync("resume")).Ended(0);

        var mail = Assert.Single(server.Received);
        Assert.True(mail.Secured);
        Assert.Equal("tide 1.4.0 is released", Assert.Single(mail.Headers["Subject"]));
        Assert.Contains("github: example/tide (", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mail-password-7", await File.ReadAllTextAsync(repository.Directory["dist", "journal.jsonl"], Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_sent_and_not_recorded_comes_again_under_its_id()
    {
        await using var registry = await RegistryFixture.StartAsync();
        await using var server = await SmtpServer.StartAsync();
        using var repository = await CreateWithMailAsync(registry, $"server: 'localhost:{server.Port}'");
        var drayage = repository.Drayage.With("GITHUB_TOKEN", RegistryFixture.Token);
        (await drayage.RunAsync(["release", .. await repository.KeyAsync()])).Ended(0);
        var journal = repository.Directory["dist", "journal.jsonl"];
        var records = await File.ReadAllLinesAsync(journal, Cancellation);
        var announced = Array.FindIndex(records, record => record.Contains("announce ", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(journal, records[..(announced + 1)], Cancellation);

        (await drayage.RunAsync("resume")).Ended(0);

        Assert.Equal(2, server.Received.Count);
        Assert.Single(server.Received.Select(mail => Assert.Single(mail.Headers["Message-ID"])).Distinct());
    }

    [Fact]
    public async Task A_rehearsal_writes_mail_to_its_own_directory()
    {
        using var repository = await CreateAsync("destinations:\n  list: { kind: mail, server: smtp.example.org, from: releases@example.org, to: env:LIST }\n");

        (await repository.Drayage.RunAsync("rehearse")).Ended(0);

        var mail = Assert.Single(Directory.GetFiles(repository.Directory["dist", "rehearsal", "files", "mail", "list"], "*.eml"));
        Assert.Contains("Subject: tide 1.4.0 is released", await File.ReadAllTextAsync(mail, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_is_told_once_wherever_a_release_is_killed()
    {
        await using var elsewhere = await RegistryFixture.StartAsync();
        using var repository = await CreateAsync(Conversations);
        (await repository.ReleaseAsync(elsewhere)).Ended(0);
        await ToldOnceAsync(elsewhere);
        var records = await File.ReadAllLinesAsync(repository.Directory["dist", "journal.jsonl"], Cancellation);
        var first = Array.FindIndex(records, record => record.Contains("\"effect\":\"announce ", StringComparison.Ordinal)) + 1;

        await Parallel.ForEachAsync(Enumerable.Range(first, records.Length - first + 1), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, async (record, _) =>
        {
            await using var registry = await RegistryFixture.StartAsync();
            using var copy = await repository.CopySealedAsync();

            (await copy.Drayage.Against(registry).With("DRAYAGE_KILL_AT", $"after:{record}").RunAsync("resume")).Ended(BuiltDrayage.KilledExitCode);
            (await copy.Drayage.Against(registry).RunAsync("resume")).Ended(0);

            await ToldOnceAsync(registry);
        });
    }

    private static async Task ToldOnceAsync(RegistryFixture registry)
    {
        using var client = registry.NewClient();
        using var issues = JsonDocument.Parse(await client.GetStringAsync("api/v3/repos/example/tide/issues?labels=release", Cancellation));
        using var comments = JsonDocument.Parse(await client.GetStringAsync("api/v3/repos/example/tide/issues/7/comments", Cancellation));
        using var asked = await client.PostAsync(
            "api/graphql", new StringContent("""{"query":"{ repository(owner: \"example\", name: \"tide\") { discussions(first: 9) { nodes { title } } } }"}"""), Cancellation);
        using var graph = JsonDocument.Parse(await asked.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("tide 1.4.0 is released", Assert.Single(issues.RootElement.EnumerateArray()).GetProperty("title").GetString());
        Assert.Single(comments.RootElement.EnumerateArray());
        Assert.Single(graph.RootElement.GetProperty("data").GetProperty("repository").GetProperty("discussions").GetProperty("nodes").EnumerateArray());
    }

    private static Task<MiniRepository> CreateAsync(string receivers) => MiniRepository.CreateAsync(directory =>
        directory.Write("drayage.yaml", MiniSources.Configuration.Replace("destinations:\n", receivers, StringComparison.Ordinal)));

    /// <summary>A rehearsal sends no mail, so the release is real but for where its GitHub is.</summary>
    private static async Task<MiniRepository> CreateWithMailAsync(RegistryFixture registry, string server)
    {
        await RealGitHub.MakeAsync(registry);
        return await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", RealGitHub.Alone(
            MiniSources.Configuration.Replace("destinations:\n", $"destinations:\n  list: {{ kind: mail, {server}, from: releases@example.org, to: people@example.org }}\n", StringComparison.Ordinal),
            registry)));
    }
}
