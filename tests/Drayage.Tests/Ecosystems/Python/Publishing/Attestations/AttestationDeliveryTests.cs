using System.Text.Json.Nodes;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Testing;
using Drayage.Tests.Pipeline.Delivery;
using Drayage.Tests.Registries.Python;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing.Attestations;

/// <summary>Attestations that a CI job made before travel along with the files.</summary>
public sealed class AttestationDeliveryTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly PythonScene scene = new(registry);

    [Fact]
    public async Task They_go_along_are_served_and_are_read_back()
    {
        var consignment = Prepare("attested");
        foreach (var put in Puts(consignment))
            Write(put, "publish", SampleAttestation.Of(put.Name, put.Digest!.Hex));
        Write(Puts(consignment)[0], "slsa", SampleAttestation.Of(Puts(consignment)[0].Name, Puts(consignment)[0].Digest!.Hex, SampleAttestation.Provenance));

        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();

        using var client = registry.NewClient(authenticated: false);
        var served = JsonNode.Parse(await client.GetStringAsync($"python/main/integrity/attested/1.0.0/{Puts(consignment)[0].Name}/provenance"))!;
        Assert.Equal(2, served["attestation_bundles"]![0]!["attestations"]!.AsArray().Count);
        var stranger = PythonScene.Kind.CreateReader(scene.Real());
        foreach (var put in Puts(consignment))
            Assert.IsType<Probe.Same>(await stranger.ReadBackAsync(consignment, put, scene.Delivery.Scene.Content, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_without_is_not_sent()
    {
        Prepare("bare");

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal("destination main: bare-1.0.0-py3-none-any.whl goes without attestation", refused.Message);
        Assert.Contains("dist/bare-1.0.0-py3-none-any.whl.publish.attestation", refused.Because, StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
    }

    [Theory]
    [InlineData("bytes", "it is about bad-1.0.0-py3-none-any.whl with sha256:00")]
    [InlineData("name", "it is about other.whl with")]
    [InlineData("version", "its version is not 1")]
    [InlineData("log", "lacks its certificate or its entry in a transparency log")]
    [InlineData("text", "it is no attestation object (PEP 740)")]
    public async Task One_that_is_about_something_else_is_not_sent(string change, string because)
    {
        var wheel = Puts(Prepare("bad"))[0];
        var attestation = SampleAttestation.Of(change == "name" ? "other.whl" : wheel.Name, change == "bytes" ? "00" : wheel.Digest!.Hex);
        if (change == "version")
            attestation["version"] = 2;
        if (change == "log")
            attestation["verification_material"]!["transparency_entries"] = new JsonArray();
        Write(wheel, "publish", change == "text" ? JsonValue.Create("text") : attestation);

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Equal(DeliveryFailure.Refused, refused.Failure);
        Assert.Contains(because, refused.Because, StringComparison.Ordinal);
        Assert.Contains("pypi-attestations sign", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(scene.Delivery.Changes());
    }

    [Fact]
    public async Task Two_of_one_type_are_not_sent()
    {
        var wheel = Puts(Prepare("twice"))[0];
        Write(wheel, "publish", SampleAttestation.Of(wheel.Name, wheel.Digest!.Hex));
        Write(wheel, "again", SampleAttestation.Of(wheel.Name, wheel.Digest!.Hex));

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("there is another attestation of type", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_takes_them_with_trusted_publishing_only()
    {
        var settings = scene.WithToken(("attestations", "dist"));
        var wheel = Puts(scene.Prepare("tokened", scene.Real(("UPLOAD_TOKEN", RegistryFixture.Token)), settings))[0];
        Write(wheel, "publish", SampleAttestation.Of(wheel.Name, wheel.Digest!.Hex));

        var refused = (await scene.Delivery.Scene.DeliverAsync()).Failure();

        Assert.Contains("Attestations are only supported when using Trusted Publishing", refused.Because, StringComparison.Ordinal);
        Assert.Equal("take 'attestations' out of the destination, or its 'token'", refused.Hint);
    }

    /// <summary>The very file was uploaded before by something else.</summary>
    [Fact]
    public async Task A_file_that_is_there_without_is_told()
    {
        var consignment = scene.Prepare("plain", Context(), scene.Settings());
        (await scene.Delivery.Scene.DeliverAsync()).AssertComplete();
        var attested = Prepare("plain");
        var wheel = Puts(attested)[0];
        Write(wheel, "publish", SampleAttestation.Of(wheel.Name, wheel.Digest!.Hex));

        Assert.IsType<Probe.Same>(await scene.Publisher.ProbeAsync(attested, wheel, scene.Delivery.Scene.Content, CancellationToken.None));
        var told = await Assert.ThrowsAsync<DeliveryException>(() => scene.Publisher.ConfirmAsync(attested, wheel, scene.Delivery.Scene.Content, CancellationToken.None));

        Assert.Equal(consignment.Effects.Length, attested.Effects.Length);
        Assert.Contains("the index lists it without provenance", told.Because, StringComparison.Ordinal);
        Assert.Contains("not later", told.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_than_those_that_were_sent_are_told()
    {
        var wheel = Puts(Prepare("swapped"))[0];
        Write(wheel, "publish", SampleAttestation.Of(wheel.Name, wheel.Digest!.Hex));
        var consignment = Prepare("swapped");
        await scene.Publisher.SendAsync(consignment, wheel, scene.Delivery.Scene.Content, CancellationToken.None);
        Write(wheel, "publish", SampleAttestation.Of(wheel.Name, wheel.Digest!.Hex, signature: "another"));

        var told = await Assert.ThrowsAsync<DeliveryException>(() => scene.Publisher.ConfirmAsync(consignment, wheel, scene.Delivery.Scene.Content, CancellationToken.None));

        Assert.Contains("does not hold the one of type https://docs.pypi.org/attestations/publish/v1 that was sent", told.Because, StringComparison.Ordinal);
    }

    public void Dispose() => scene.Dispose();

    private static Effect.Put[] Puts(Consignment consignment) => [.. consignment.Effects.OfType<Effect.Put>()];

    private PublisherContext Context() => scene.Real(("PYPI_ID_TOKEN", CiIdentity.TokenFor("pypi")));

    private Consignment Prepare(string package) => scene.Prepare(package, Context(), scene.Settings(("attestations", "dist")));

    private void Write(Effect.Put put, string kind, JsonNode? attestation) =>
        scene.Work.Write($"dist/{put.Name}.{kind}.attestation", attestation!.ToJsonString());
}
