using System.Net;
using System.Text;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Hooks;

/// <summary>The embedded webhooks take and refuse what the services do, in their words.</summary>
public sealed class HookTests
{
    private const string Card = """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.4","body":[BODY]}}]}""";

    [Theory]
    [InlineData("json", "{}", 204, "")]
    [InlineData("json", "[]", 400, "no object")]
    [InlineData("slack", """{"text":"hello"}""", 200, "ok")]
    [InlineData("slack", """{"blocks":[]}""", 400, "no_text")]
    [InlineData("slack", """{"text":"x","blocks":[{"type":"section","text":{"type":"mrkdwn","text":""}}]}""", 400, "invalid_blocks")]
    [InlineData("slack", """{"text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"h"}}]}""", 400, "invalid_blocks")]
    [InlineData("slack", "{", 400, "invalid_payload")]
    [InlineData("discord", """{"content":"hello"}""", 204, "")]
    [InlineData("discord", """{"content":" ","embeds":[]}""", 400, "50006")]
    [InlineData("discord", """{"embeds":[{"title":"t","color":16777216}]}""", 400, "50035")]
    [InlineData("discord", """{"embeds":[{"fields":[{"name":"n"}]}]}""", 400, "required")]
    [InlineData("teams", "{\"type\":\"TextBlock\",\"text\":\"t\"}", 202, "")]
    [InlineData("teams", "{\"type\":\"TextBlock\",\"text\":\"\"}", 400, "no text")]
    [InlineData("teams", "{\"type\":\"Text\",\"text\":\"t\"}", 400, "no element")]
    [InlineData("irc", "{}", 404, "no such service")]
    public async Task A_message_is_judged_as_the_service_would(string service, string body, int status, string answer)
    {
        await using var registry = await RegistryFixture.StartAsync();

        var (answered, text) = await PostAsync(registry, $"hooks/{service}/chat/{RegistryFixture.Token}", service == "teams" ? Card.Replace("BODY", body, StringComparison.Ordinal) : body);

        Assert.Equal(status, (int)answered);
        Assert.Contains(answer, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limits_are_those_of_the_services()
    {
        await using var registry = await RegistryFixture.StartAsync();
        string Discord(int content, int description) => $$"""{"content":"{{new string('c', content)}}","embeds":[{"description":"{{new string('d', description)}}"},{"description":"{{new string('d', 1904)}}"}]}""";

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(registry, Path("discord"), Discord(2000, 4096))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(registry, Path("discord"), Discord(2001, 10))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(registry, Path("discord"), Discord(1, 4097))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(registry, Path("teams"), new string('x', 28 * 1024 + 1))).Status);
    }

    [Theory]
    [InlineData("slack", 403, "invalid_token")]
    [InlineData("discord", 401, "50027")]
    [InlineData("teams", 401, "DirectApiAuthorizationRequired")]
    public async Task Who_does_not_know_the_address_is_refused(string service, int status, string answer)
    {
        await using var registry = await RegistryFixture.StartAsync();

        var (answered, text) = await PostAsync(registry, $"hooks/{service}/chat/wrong", """{"text":"x"}""");

        Assert.Equal(status, (int)answered);
        Assert.Contains(answer, text, StringComparison.Ordinal);
    }

    private static string Path(string service) => $"hooks/{service}/chat/{RegistryFixture.Token}";

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(RegistryFixture registry, string path, string body)
    {
        using var client = registry.NewClient(authenticated: false);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
