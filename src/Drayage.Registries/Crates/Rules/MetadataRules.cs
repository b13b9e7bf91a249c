using Drayage.Model.Versions;
using Drayage.Registries.Crates.Wire;

namespace Drayage.Registries.Crates.Rules;

/// <summary>What crates.io asks of the metadata.</summary>
internal static class MetadataRules
{
    private const int MostKeywords = 5;
    private const int LongestKeyword = 20;
    private const int LongestDescription = 1000;

    /// <exception cref="CratesRefusal">It lacks something, or says what cannot be.</exception>
    public static void Check(PublishedMetadata metadata)
    {
        CrateName.Check(metadata.Name);
        if (!SemanticVersion.TryParse(metadata.Vers, out _))
            throw CratesRefusal.BadRequest($"\"{metadata.Vers}\" is an invalid semver version");
        var missing = new[]
        {
            string.IsNullOrEmpty(metadata.Description) ? "description" : null,
            string.IsNullOrEmpty(metadata.License) && string.IsNullOrEmpty(metadata.LicenseFile) ? "license" : null,
        }.OfType<string>().ToArray();
        if (missing.Length > 0)
            throw CratesRefusal.BadRequest($"missing or empty metadata fields: {string.Join(", ", missing)}. Please see https://doc.rust-lang.org/cargo/reference/manifest.html for more information on configuring these fields");
        if (metadata.Description!.Length > LongestDescription)
            throw CratesRefusal.BadRequest($"The `description` is too long. A maximum of {LongestDescription} characters are currently allowed.");
        if (metadata.Keywords.Length > MostKeywords)
            throw CratesRefusal.BadRequest($"expected at most {MostKeywords} keywords per crate");
        if (metadata.Keywords.FirstOrDefault(keyword => keyword.Length > LongestKeyword) is { } keyword)
            throw CratesRefusal.BadRequest($"\"{keyword}\" is an invalid keyword (keywords must have less than {LongestKeyword} characters)");
        foreach (var dependency in metadata.Deps)
            Check(dependency);
    }

    private static void Check(PublishedDependency dependency)
    {
        CrateName.Check(dependency.Name);
        if (dependency.VersionReq == "*")
            throw CratesRefusal.BadRequest($"wildcard (`*`) dependency constraints are not allowed on crates.io. Crate with this problem: `{dependency.Name}` See https://doc.rust-lang.org/cargo/faq.html#can-libraries-use--as-a-version-for-their-dependencies for more information");
        if (dependency.Kind is not ("normal" or "build" or "dev"))
            throw CratesRefusal.BadRequest($"invalid dependency kind `{dependency.Kind}` of `{dependency.Name}`");
    }
}
