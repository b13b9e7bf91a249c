using Drayage.Ecosystems.Python.Detection.Legacy;
using Drayage.Formats.Toml;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>What a distribution says of itself, in the styles of PEP 621, PEP 639, Poetry and setuptools.</summary>
internal static class PythonAbout
{
    // Only classifiers that name one licence: "BSD License" could be any of four.
    private static readonly Dictionary<string, string> ByClassifier = new(StringComparer.Ordinal)
    {
        ["License :: OSI Approved :: Apache Software License"] = "Apache-2.0",
        ["License :: OSI Approved :: MIT License"] = "MIT",
        ["License :: OSI Approved :: ISC License (ISCL)"] = "ISC",
        ["License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)"] = "MPL-2.0",
        ["License :: OSI Approved :: GNU General Public License v3 (GPLv3)"] = "GPL-3.0-only",
        ["License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)"] = "GPL-3.0-or-later",
    };

    /// <param name="table"><c>[project]</c> or <c>[tool.poetry]</c>.</param>
    public static PackageAbout Of(TomlTable table, IEnumerable<PythonText> classifiers) => new(
        (table.Find("description") as TomlString)?.Value,
        (table.Find("license") as TomlString ?? table.Find("license", "text") as TomlString)?.Value ?? Classified(classifiers),
        (table.Find("homepage") as TomlString ?? Homepage(table))?.Value);

    public static PackageAbout Of(SetupCfg? config, SetupScript? script, IEnumerable<PythonText> classifiers)
    {
        return new PackageAbout(Either("description"), Either("license") ?? Classified(classifiers), Either("url"));

        string? Either(string key) => (config?.Get("metadata", key) ?? script?.Text(key))?.Value;
    }

    private static string? Classified(IEnumerable<PythonText> classifiers) =>
        classifiers.Select(classifier => ByClassifier.GetValueOrDefault(classifier.Value)).FirstOrDefault(licence => licence is not null);

    // Labels are free text; indexes compare them without case, spaces and punctuation.
    private static TomlString? Homepage(TomlTable table) =>
        (table.Find("urls") as TomlTable)?.Entries.Where(entry => entry.Key.Where(char.IsLetter).Select(char.ToLowerInvariant).SequenceEqual("homepage")).Select(entry => entry.Value as TomlString).FirstOrDefault();
}
