namespace Drayage.Model.Artifacts;

/// <summary>What an artifact's bytes are. The text is what stands in plans, waybills and reports.</summary>
public static class ArtifactKind
{
    public const string Binary = "binary";
    public const string Archive = "archive";

    /// <summary>Files that images are made of and that no other artifact carries.</summary>
    public const string Context = "context";

    public const string Wheel = "wheel";
    public const string SourceDistribution = "sdist";

    /// <summary>A wheel's METADATA, as indexes serve it beside the wheel.</summary>
    public const string CoreMetadata = "core-metadata";

    public const string Crate = "crate";
    public const string NpmTarball = "npm-tarball";
    public const string NuGetPackage = "nupkg";
    public const string Chart = "chart";
    public const string Image = "image";
    public const string OciArtifact = "oci-artifact";
    public const string Sbom = "sbom";
    public const string Checksums = "checksums";
    public const string Signature = "signature";
    public const string Waybill = "waybill";
}
