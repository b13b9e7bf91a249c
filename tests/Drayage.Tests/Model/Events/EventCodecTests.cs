using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Model.Events;
using Xunit;

namespace Drayage.Tests.Model.Events;

public sealed class EventCodecTests
{
    public static TheoryData<int> Each => [.. Enumerable.Range(0, Events.All.Length)];

    [Theory]
    [MemberData(nameof(Each))]
    public void What_is_written_reads_back(int place)
    {
        var written = EventCodec.Write(Events.All[place]);
        var read = EventCodec.Read(written);

        Assert.Equal(Text(written), Text(EventCodec.Write(read)));
        Assert.Equal(Events.All[place].GetType(), read.GetType());
        Assert.Equal(Events.All[place].Release.Waybill.Locations.AsEnumerable(), read.Release.Waybill.Locations.AsEnumerable());
    }

    [Fact]
    public void The_id_is_made_of_waybill_type_and_subject_alone()
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{Events.Release.Waybill.Digest}\nrelease.published\nv0.4.0+b.1\n")));
        var retold = Events.Published with { Release = Events.Release with { Components = [], Project = "other" } };

        Assert.Equal(expected, Events.Published.Id);
        Assert.Equal(expected, retold.Id);
    }

    [Fact]
    public void Another_type_subject_or_waybill_is_another_event()
    {
        var other = Events.Release with { Waybill = new AnnouncedWaybill(Digest.OfSha256("other"u8), []) };
        var elsewhere = Events.Release with { Tag = "v0.4.1" };
        var ids = Events.All.Take(4).Append(Events.Published with { Release = other }).Append(Events.Published with { Release = elsewhere }).Select(told => told.Id);

        Assert.Equal(6, ids.Distinct().Count());
    }

    [Fact]
    public void Fields_that_are_not_known_are_kept_wherever_they_stand()
    {
        var json = Json(Events.All[3]);
        json["schema"] = "1.7";
        json["priority"] = new JsonObject { ["level"] = 3 };
        json["waybill"]!["mirror"] = "https://mirror.example/w";
        json["components"]![0]!["licence"] = "MIT";
        json["consignment"]!["attempts"] = new JsonArray(1, 2);

        var again = JsonNode.Parse(EventCodec.Write(EventCodec.Read(Bytes(json))));

        Assert.True(JsonNode.DeepEquals(json, again), again!.ToJsonString());
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("0.9")]
    public void Another_major_version_is_refused_by_its_number(string version)
    {
        // What such a version asks for is not known, so nothing else may be complained about.
        var refused = Assert.Throws<FormatException>(() => EventCodec.Read(Encoding.UTF8.GetBytes($$"""{ "schema": "{{version}}", "kind": "other" }""")));

        Assert.Contains($"schema version {version}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("1.x", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema", "\"one\"")]
    [InlineData("schema", "null")]
    [InlineData("id", "\"00\"")]
    [InlineData("type", "\"release.sunk\"")]
    [InlineData("project", "\"\"")]
    [InlineData("tag", "null")]
    [InlineData("tag", "7")]
    [InlineData("version", "\"\"")]
    [InlineData("versions", "null")]
    [InlineData("versions", "{\"npm\":null}")]
    [InlineData("components", "null")]
    [InlineData("components", "[null]")]
    [InlineData("components", "[{}]")]
    [InlineData("componentsOmitted", "-1")]
    [InlineData("waybill", "null")]
    [InlineData("waybill", "{\"digest\":\"sha256:00\",\"urls\":[]}")]
    [InlineData("waybill", "{\"digest\":\"md5:00\",\"urls\":null}")]
    [InlineData("waybill", "{\"urls\":[]}")]
    public void What_is_no_event_is_a_format_error(string field, string value)
    {
        var json = Json(Events.Published);
        json[field] = JsonNode.Parse(value);

        Assert.Throws<FormatException>(() => EventCodec.Read(Bytes(json)));
    }

    [Theory]
    [InlineData("urls", "[null]")]
    [InlineData("urls", "[\"waybill.json\"]")]
    [InlineData("urls", "null")]
    public void An_address_that_is_none_is_a_format_error(string field, string value)
    {
        var json = Json(Events.Published);
        json["waybill"]![field] = JsonNode.Parse(value);

        Assert.Throws<FormatException>(() => EventCodec.Read(Bytes(json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"1.0\",\"schema\":\"1.0\"}")]
    public void What_is_no_object_is_a_format_error(string json) =>
        Assert.Throws<FormatException>(() => EventCodec.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("\"outcome\":\"failed\"", "\"outcome\":\"lost\"")]
    [InlineData("\"outcome\":\"failed\"", "\"outcome\":\"delivered\"")]
    [InlineData("\"message\":", "\"text\":")]
    [InlineData("\"consignment\":{", "\"parcel\":{")]
    public void A_failed_consignment_says_which_and_why(string written, string instead)
    {
        var json = Text(EventCodec.Write(Events.All[3]));
        Assert.Contains(written, json, StringComparison.Ordinal);

        Assert.Throws<FormatException>(() => EventCodec.Read(Encoding.UTF8.GetBytes(json.Replace(written, instead, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_delivered_consignment_did_not_fail()
    {
        var json = Json(Events.All[2]);
        json["consignment"]!["outcome"] = "failed";

        Assert.Throws<FormatException>(() => EventCodec.Read(Bytes(json)));
    }

    private static JsonNode Json(ReleaseEvent told) => JsonNode.Parse(EventCodec.Write(told))!;

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
