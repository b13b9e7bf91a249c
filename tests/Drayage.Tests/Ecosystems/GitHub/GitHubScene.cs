using System.Text.Json;
using Drayage.Ecosystems.GitHub;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>Releases of one small project, delivered to the embedded GitHub.</summary>
internal sealed class GitHubScene(RegistryFixture registry)
{
    public const string Archive = "app-1.0.0-linux-amd64.tar.gz";

    public GitHubDestination Kind { get; } = new();

    /// <summary>Plans version 1.0.0 with an archive and a text file, and puts it into the delivery.</summary>
    /// <param name="more">Names of further files, separated by spaces.</param>
    public Consignment Prepare(
        RehearsalDelivery into, string repository, PublisherContext context, string archive = "archive bytes", bool draft = false, string more = "")
    {
        var settings = Settings(repository, ("draft", draft ? "true" : "false"));
        var files = more.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("app.txt");
        into.Scene.Content[Archive] = System.Text.Encoding.UTF8.GetBytes(archive);
        into.Scene.Content[WaybillComposer.WaybillName] = "the envelope"u8.ToArray();
        foreach (var file in files)
            into.Scene.Content[file] = System.Text.Encoding.UTF8.GetBytes($"bytes of {file}");
        var planned = Assert.Single(Kind.Plan(settings, DeliveryContexts.Of(DeliveryContexts.Component(
            "app", "1.0.0", "app", [], [(ArtifactKind.Archive, Archive), .. files.Select(file => (ArtifactKind.Archive, file))]))));
        into.Scene.Publishers["github"] = Kind.CreatePublisher(settings, context);
        return into.Scene.Add(into.Seal(planned));
    }

    public GitHubSettings Settings(string repository, params (string, string)[] more)
    {
        var (settings, problems) = DeliveryContexts.Read(Kind, "github", [("repository", repository), ("api", $"{registry.Address}api/v3"), ("token", "env:RELEASE_TOKEN"), .. more]);
        Assert.Empty(problems);
        return (GitHubSettings)settings;
    }

    /// <summary>A published release with one file, unless it is there.</summary>
    public async Task ReleaseAsync(string repository, string tag, string file, byte[] content)
    {
        var client = registry.NewClient();
        using (var present = await client.GetAsync($"api/v3/repos/{repository}/releases/tags/{tag}"))
        {
            if (present.IsSuccessStatusCode)
                return;
        }

        using var release = JsonDocument.Parse(await RequestAsync(HttpMethod.Post, $"{repository}/releases", $$"""{"tag_name":"{{tag}}"}"""));
        using var asset = new ByteArrayContent(content) { Headers = { ContentType = new("application/gzip") } };
        using var uploaded = await client.PostAsync($"api/uploads/repos/{repository}/releases/{release.RootElement.GetProperty("id")}/assets?name={file}", asset);
        Assert.True(uploaded.IsSuccessStatusCode, $"{uploaded.StatusCode}");
    }

    /// <summary>Somebody else's request, which must succeed.</summary>
    /// <param name="path">Below <c>/repos/</c>.</param>
    public async Task<string> RequestAsync(HttpMethod method, string path, string json = "")
    {
        using var request = new HttpRequestMessage(method, $"api/v3/repos/{path}") { Content = new StringContent(json) };
        using var answer = await registry.NewClient().SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadAsStringAsync();
    }
}
