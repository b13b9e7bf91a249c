using Drayage.Ecosystems.Mail;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Model.Events;
using Xunit;

namespace Drayage.Tests.Ecosystems.Mail;

/// <summary>Mail taken by the SMTP server of Python's library.</summary>
public sealed class MailDestinationTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly MailDestination kind = new();
    private readonly AnnouncementScene scene = new(registry);

    [Fact]
    public async Task A_mail_says_what_happened_and_is_known_by_the_event()
    {
        await using var server = await SmtpServer.StartAsync();

        await TellAsync(server, Events.Published, ("to", "people@example.org"));
        await TellAsync(server, Events.Published, ("to", "people@example.org"));

        var mail = server.Received[0];
        Assert.Equal("releases@example.org", mail.From);
        Assert.Equal(["people@example.org"], mail.To);
        Assert.Equal("tidewater 0.4.0+b.1 is released", Assert.Single(mail.Headers["Subject"]));
        Assert.Equal("auto-generated", Assert.Single(mail.Headers["Auto-Submitted"]));
        Assert.Contains(Events.Release.Waybill.Digest.ToString(), mail.Text, StringComparison.Ordinal);
        Assert.All(server.Received, one => Assert.Equal($"<{Events.Published.Id}@example.org>", Assert.Single(one.Headers["Message-ID"])));
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task No_value_becomes_a_header()
    {
        await using var server = await SmtpServer.StartAsync();
        var told = Events.Published with { Release = Events.Release with { Project = "tide\r\nBcc: spy@example.org\r\n\r\nbody", Version = "1.0 – Flut ü" } };

        await TellAsync(server, told, ("to", "people@example.org"), ("subject", "{{ project }}\n{{ version }}"));

        var mail = Assert.Single(server.Received);
        Assert.Equal("tide Bcc: spy@example.org body 1.0 – Flut ü", Assert.Single(mail.Headers["Subject"]));
        Assert.Equal(["people@example.org"], mail.To);
        Assert.Empty(mail.Headers["Bcc"]);
    }

    [Fact]
    public async Task Where_nothing_comes_of_a_template_the_headline_is_told()
    {
        const string Empty = "{% if failures %}alas{% endif %}";
        await using var server = await SmtpServer.StartAsync();

        await TellAsync(server, Events.Published, ("to", "people@example.org"), ("subject", Empty), ("message", Empty));

        var mail = Assert.Single(server.Received);
        Assert.Equal("tidewater 0.4.0+b.1 is released", Assert.Single(mail.Headers["Subject"]));
        Assert.Equal("tidewater 0.4.0+b.1 is released.", mail.Text.Trim());
    }

    [Fact]
    public async Task Recipients_can_be_secrets()
    {
        await using var server = await SmtpServer.StartAsync();
        var context = scene.Context(("LIST", "One <one@example.org>, two@example.org"));

        await scene.TellAsync(kind, context, Events.Published, ("server", $"127.0.0.1:{server.Port}"), ("from", "Releases <releases@example.org>"), ("to", "env:LIST"));

        Assert.Equal(["one@example.org", "two@example.org"], Assert.Single(server.Received).To);
        var settings = AnnouncementScene.Settings(kind, ("server", "smtp.example.org"), ("from", "releases@example.org"), ("to", "env:LIST"));
        Assert.Equal("env:LIST", Assert.Single(AnnouncementScene.Plan(kind, settings)).Address);
    }

    [Fact]
    public async Task A_login_that_is_refused_is_told_without_the_password()
    {
        await using var server = await SmtpServer.StartAsync(login: ("tide", "right-password"));
        (string, string)[] login = [("user", "env:U"), ("password", "env:P"), ("to", "people@example.org")];

        await TellAsync(server, scene.Context(("U", "tide"), ("P", "right-password")), Events.Published, login);
        var refused = await Assert.ThrowsAsync<DeliveryException>(() => TellAsync(server, scene.Context(("U", "tide"), ("P", "wrong-password")), Events.Published, login));

        Assert.Single(server.Received);
        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("535", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_have_is_told()
    {
        await using var server = await SmtpServer.StartAsync();

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => TellAsync(server, Events.Published, ("to", "nobody@example.org")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("550", refused.Because, StringComparison.Ordinal);
        Assert.Contains("'to'", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_mail_goes_out_unprotected_where_TLS_is_wanted()
    {
        await using var server = await SmtpServer.StartAsync();

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => TellAsync(server, Events.Published, ("to", "people@example.org"), ("security", "starttls")));

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains("STARTTLS", refused.Because, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_server_that_is_down_may_come_back()
    {
        var failed = await Assert.ThrowsAsync<DeliveryException>(() => scene.TellAsync(
            kind, scene.Context(), Events.Published, ("server", $"127.0.0.1:{LoopbackPort.Free()}"), ("from", "releases@example.org"), ("to", "people@example.org")));

        Assert.Equal(DeliveryFailure.Transient, failed.Failure);
        Assert.Contains("drayage resume", failed.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_writes_the_mail_and_reads_no_secret()
    {
        using var directory = new TemporaryDirectory();

        await scene.TellAsync(
            kind, scene.Rehearsing with { Files = directory.Path }, Events.Published, ("server", "smtp.example.org"), ("user", "env:U"), ("password", "env:P"), ("from", "releases@example.org"), ("to", "env:LIST"));

        var text = await File.ReadAllTextAsync(directory["mail", "hook", $"{Events.Published.Id}.eml"], TestContext.Current.CancellationToken);
        Assert.Contains("Subject: tidewater 0.4.0+b.1 is released", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtp.example.org", null, "smtp.example.org:587", "starttls")]
    [InlineData("smtp.example.org:465", null, "smtp.example.org:465", "tls")]
    [InlineData("smtp.example.org", "tls", "smtp.example.org:465", "tls")]
    [InlineData("localhost", null, "localhost:25", "none")]
    [InlineData("[::1]:2525", null, "[::1]:2525", "none")]
    public void Port_and_protection_follow_from_each_other(string server, string? security, string address, string chosen)
    {
        (string, string)[] entries = [("server", server), ("from", "a@example.org"), ("to", "b@example.org"), .. security is null ? [] : new[] { ("security", security) }];

        var options = Assert.Single(AnnouncementScene.Plan(kind, AnnouncementScene.Settings(kind, entries))).Options;

        Assert.Equal((address, chosen), (options["server"], options["security"]));
    }

    [Theory]
    [InlineData("server", "smtp://example.org", "no mail server")]
    [InlineData("server", "smtp.example.org:", "no port")]
    [InlineData("server", "smtp.example.org:0", "no port")]
    [InlineData("server", "smtp.example.org:65536", "no mail server")]
    [InlineData("from", "nobody", "no mail address")]
    [InlineData("to", "a@example.org\nBcc: c@example.org", "no mail address")]
    [InlineData("user", "env:U", "go together")]
    public void What_cannot_be_sent_is_refused(string key, string value, string reason)
    {
        var entries = new Dictionary<string, string> { ["server"] = "smtp.example.org", ["from"] = "a@example.org", ["to"] = "b@example.org", [key] = value };

        var (_, problems) = DeliveryContexts.Read(kind, "mail", [.. entries.Select(entry => (entry.Key, entry.Value))]);

        Assert.Contains(problems, problem => problem.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_is_not_sent_unprotected_to_another_machine()
    {
        var (_, problems) = DeliveryContexts.Read(
            kind, "mail", ("server", "smtp.example.org"), ("security", "none"), ("user", "env:U"), ("password", "env:P"), ("from", "a@example.org"), ("to", "b@example.org"));

        Assert.Contains("unprotected", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    public void Dispose() => scene.Dispose();

    private Task TellAsync(SmtpServer server, ReleaseEvent told, params (string Key, string Value)[] entries) => TellAsync(server, scene.Context(), told, entries);

    private Task TellAsync(SmtpServer server, PublisherContext context, ReleaseEvent told, params (string Key, string Value)[] entries) =>
        scene.TellAsync(kind, context, told, [("server", $"127.0.0.1:{server.Port}"), ("from", "releases@example.org"), .. entries]);
}
