using Drayage.Model.Delivery;
using Drayage.Model.Versions;

namespace Drayage.Ecosystems.DotNet.Publishing;

/// <summary>A version of a package as feeds address it.</summary>
/// <param name="Id">As its project writes it.</param>
/// <param name="Version">Normalised: no leading zeros, three or four numbers, no build metadata.</param>
internal sealed record PackageName(string Id, string Version)
{
    /// <summary>The consignment's option that holds the id.</summary>
    public const string Option = "package";

    /// <summary>The option of a consignment of symbols.</summary>
    public const string SymbolsOption = "symbols";

    public static PackageName Of(Consignment consignment) =>
        new(consignment.Options[Option], NuGetVersionText.Parse(consignment.Version).Normalized);

    public string LowerId => Id.ToLowerInvariant();

    public string LowerVersion => Version.ToLowerInvariant();

    public static bool IsSymbols(string artifact) => artifact.EndsWith(".snupkg", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Id} {Version}";
}
