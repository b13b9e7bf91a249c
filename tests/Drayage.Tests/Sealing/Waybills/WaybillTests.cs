using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Targets;
using Drayage.Model.Waybills;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Sealing.Waybills;

public sealed class WaybillTests
{
    private const string Rewrite = "DRAYAGE_WRITE_DOCS";

    private static readonly Digest Bytes = Digest.OfSha256("bytes"u8);

    private static Waybill Example { get; } = new()
    {
        Project = "tidewater",
        Commit = new string('a', 40),
        CommitTime = 1_700_000_000,
        Components = [new WaybillComponent("tide", "cargo", "tidewater", "0.4.0+b.1", "0.4.0+b.1", "v0.4.0+b.1")],
        Artifacts =
        [
            new Artifact { Name = ArtifactName.Parse("tide-0.4.0+b.1-linux-amd64.tar.gz"), Kind = ArtifactKind.Archive, Component = "tide", Platform = TargetPlatform.Parse("linux/amd64"), Digest = Bytes, Size = 5 },
        ],
        Consignments =
        [
            new Consignment
            {
                Id = "github/v0.4.0+b.1",
                Destination = "github",
                Kind = "github",
                Address = "tidewater/tidewater",
                Version = "0.4.0+b.1",
                Effects = [new Effect.Open(), new Effect.Put("tide-0.4.0+b.1-linux-amd64.tar.gz", Bytes, 5), new Effect.Put("waybill.dsse.json", null, 0), new Effect.Point("published", null)],
                Options = ImmutableSortedDictionary<string, string>.Empty.Add("tag", "v0.4.0+b.1"),
            },
        ],
    };

    [Fact]
    public void What_is_written_reads_back()
    {
        var read = WaybillCodec.Read(WaybillCodec.Write(Example));

        Assert.Equal(WaybillCodec.Write(Example), WaybillCodec.Write(read));
        Assert.Equal(Example.Artifacts[0], read.Artifacts[0]);
        Assert.Equal(Example.Consignments[0].Effects.AsEnumerable(), read.Consignments[0].Effects.AsEnumerable());
    }

    [Fact]
    public void Sealing_again_keeps_the_name_of_the_release()
    {
        using var key = SigningKey.Generate();
        var first = SealedWaybill.Seal(Example, key);
        var second = SealedWaybill.Seal(Example, key);

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(first.Digest, SealedWaybill.Parse(second.Bytes, "waybill").Digest);
    }

    [Fact]
    public void Only_the_key_that_sealed_it_opens_it()
    {
        using var key = SigningKey.Generate();
        using var other = SigningKey.Generate();
        var read = SealedWaybill.Parse(SealedWaybill.Seal(Example, key).Bytes, "waybill");

        Assert.Single(read.RequireSignature("waybill", other.PublicKey, key.PublicKey));
        Assert.Equal(ExitCode.Refused, Assert.Throws<ReleaseException>(() => read.RequireSignature("waybill", other.PublicKey)).Code);
    }

    [Fact]
    public void Artifacts_that_are_no_subjects_are_refused()
    {
        using var key = SigningKey.Generate();
        var more = Example with { Artifacts = [.. Example.Artifacts, Example.Artifacts[0] with { Name = ArtifactName.Parse("more") }] };
        var statement = new Drayage.Sealing.InToto.InTotoStatement
        {
            Subjects = [Drayage.Sealing.InToto.InTotoSubject.Of(Example.Artifacts[0].Name.Text, Bytes)],
            PredicateType = Waybill.PredicateType,
            Predicate = WaybillCodec.Write(more),
        };

        var refused = Assert.Throws<ReleaseException>(() => SealedWaybill.Parse(statement.SealedBy(key).ToJson(), "waybill"));
        Assert.Contains("more", refused.Because);
    }

    [Theory]
    [InlineData("""{"project":"p"}""")]
    [InlineData("""{"project":"p","source":{"commit":"c","commitTime":1},"components":[],"artifacts":[{"name":"../x","kind":"archive","digest":"sha256:00","size":1}],"consignments":[]}""")]
    [InlineData("[]")]
    public void What_is_no_waybill_is_a_format_error(string predicate) =>
        Assert.Throws<FormatException>(() => WaybillCodec.Read(System.Text.Encoding.UTF8.GetBytes(predicate)));

    [Fact]
    public void The_published_schema_is_that_of_the_code()
    {
        var path = Path.Combine(RepositoryRoot.Path, "docs", "schemas", "waybill-v1.json");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(path, WaybillSchema.Text());
        Assert.Equal(File.ReadAllText(path), WaybillSchema.Text());
        using var schema = JsonDocument.Parse(WaybillSchema.Text());
        Assert.Equal(Waybill.PredicateType, schema.RootElement.GetProperty("$id").GetString());
    }
}
