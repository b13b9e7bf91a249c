using System.Collections.Immutable;
using Drayage.Model.Artifacts;
using Drayage.Model.Waybills;
using Drayage.Oci.Layouts;
using Drayage.Pipeline.Layout;

namespace Drayage.Cli.Runs;

/// <summary>Checks the images of a work directory: every manifest and blob is hashed again.</summary>
internal static class ImageFindings
{
    public static async Task<ImmutableArray<Finding>> OfAsync(WorkLayout layout, Waybill waybill, CancellationToken cancellationToken)
    {
        var images = waybill.Artifacts.Where(a => a.Kind is ArtifactKind.Image or ArtifactKind.OciArtifact).ToArray();
        if (images.Length == 0 || !Directory.Exists(layout.Images))
            return [];
        var opened = await OciLayout.OpenAsync(layout.Images, cancellationToken);
        var problems = await LayoutValidator.ValidateAsync(opened, cancellationToken);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var image in images)
        {
            var held = await opened.ResolveAsync(image.Digest.ToString(), cancellationToken);
            findings.Add(new Finding("dist", image.Name.Text, held is not null, held is null ? "is not in dist/images" : image.Digest.ToString()));
        }

        findings.AddRange(problems.Select(p => new Finding("dist", "images", Holds: false, p.ToString()!)));
        return findings.ToImmutable();
    }
}
