using System.Text;
using System.Text.Json.Nodes;
using Drayage.Model.Events;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Model.Events;

public sealed class EventSchemaTests
{
    private const string Rewrite = "DRAYAGE_WRITE_DOCS";

    private static string Path { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "docs", "schemas", "event-v1.json");

    [Fact]
    public void The_published_schema_is_that_of_the_code()
    {
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(Path, EventSchema.Text());
        Assert.Equal(File.ReadAllText(Path), EventSchema.Text());
        Assert.Equal(ReleaseEvent.SchemaId, JsonNode.Parse(EventSchema.Text())!["$id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_published_schema_accepts_every_event_and_fields_of_later_versions()
    {
        var later = Json(Events.Published);
        later["schema"] = "1.3";
        later["priority"] = 1;
        later["waybill"]!["mirror"] = "x";
        var documents = Events.All.Select(told => Encoding.UTF8.GetString(EventCodec.Write(told))).Append(later.ToJsonString()).ToArray();

        var answers = await (await JsonSchemaPeer.RequireAsync()).JudgeAsync(await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken), documents);

        Assert.Equal(Enumerable.Repeat("ok", documents.Length), answers);
    }

    [Fact]
    public async Task The_published_schema_refuses_what_is_refused()
    {
        string[] documents =
        [
            Changed(Events.Published, json => json["schema"] = "2.0"),
            Changed(Events.Published, json => json["type"] = "release.sunk"),
            Changed(Events.Published, json => json["id"] = "00"),
            Changed(Events.Published, json => json["waybill"]!["digest"] = "md5:00"),
            Changed(Events.Published, json => json.Remove("tag")),
            Changed(Events.All[2], json => json.Remove("consignment")),
            Changed(Events.All[2], json => json["consignment"]!["outcome"] = "failed"),
            Changed(Events.All[3], json => json["consignment"]!["outcome"] = "delivered"),
            Changed(Events.All[3], json => json["consignment"]!.AsObject().Remove("message")),
        ];

        var answers = await (await JsonSchemaPeer.RequireAsync()).JudgeAsync(await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken), documents);

        Assert.Equal(documents.Length, answers.Length);
        Assert.All(answers, answer => Assert.StartsWith("refused", answer, StringComparison.Ordinal));
    }

    private static JsonObject Json(ReleaseEvent told) => JsonNode.Parse(EventCodec.Write(told))!.AsObject();

    private static string Changed(ReleaseEvent told, Action<JsonObject> change)
    {
        var json = Json(told);
        change(json);
        return json.ToJsonString();
    }
}
