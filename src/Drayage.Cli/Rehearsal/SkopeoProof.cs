using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Inspects each image with skopeo, and copies every platform of it.</summary>
internal sealed class SkopeoProof : IClientProof
{
    public string Program => "skopeo";

    public string Install => "apt-get install skopeo";

    public bool Covers(Consignment consignment) => consignment.Kind == "oci";

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var place = tools.Scratch("skopeo-" + consignment.Id);
        var image = $"docker://{Reference(consignment, tools)}";
        var raw = await tools.RunAsync("skopeo", ["inspect", "--raw", "--tls-verify=false", image], place, [], cancellationToken);
        if (!raw.Succeeded)
            return [new Proof("skopeo", consignment.Id, ProofOutcome.Failed, raw.Error)];
        // skopeo copies images only: other artifacts are proven by what inspect saw.
        var put = consignment.Effects.OfType<Effect.Put>().First();
        if (waybill.Artifacts.First(a => a.Name.Text == put.Name).Kind != ArtifactKind.Image)
            return [new Proof("skopeo", consignment.Id, ProofOutcome.Held, $"inspect: {MediaType(raw.Output)}")];
        var proofs = ImmutableArray.CreateBuilder<Proof>();
        foreach (var (os, architecture) in Platforms(raw.Output))
        {
            var target = $"oci:{Path.Combine(place, $"{os}-{architecture}")}:proof";
            var copied = await tools.RunAsync(
                "skopeo",
                ["--override-os", os, "--override-arch", architecture, "--insecure-policy", "copy", "--src-tls-verify=false", image, target],
                place,
                [],
                cancellationToken);
            proofs.Add(new Proof("skopeo", $"{consignment.Id} {os}/{architecture}", copied.Succeeded ? ProofOutcome.Held : ProofOutcome.Failed, copied.Succeeded ? "inspected and copied" : copied.Error));
        }

        return proofs.ToImmutable();
    }

    /// <summary>The delivered version as the embedded registry serves it.</summary>
    public static string Reference(Consignment consignment, ProofTools tools) => $"{tools.Site.AddressOf(consignment.Address)}:{consignment.Version}";

    private static string MediaType(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        var config = document.RootElement.TryGetProperty("config", out var found) ? found.GetProperty("mediaType").GetString() : null;
        return config ?? document.RootElement.GetProperty("mediaType").GetString() ?? "";
    }

    private static ImmutableArray<(string Os, string Architecture)> Platforms(string index)
    {
        using var document = JsonDocument.Parse(index);
        return
        [
            .. document.RootElement.GetProperty("manifests").EnumerateArray()
                .Select(m => m.GetProperty("platform"))
                .Select(p => (p.GetProperty("os").GetString()!, p.GetProperty("architecture").GetString()!)),
        ];
    }
}
