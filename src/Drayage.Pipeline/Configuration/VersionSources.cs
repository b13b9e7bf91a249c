using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Configuration;

/// <summary>The keys <c>version</c> and <c>version-files</c> of the project and of components.</summary>
internal static class VersionSources
{
    private const string Forms = "\"manifest\", \"git-tag\", \"FILE#KEY.PATH\" such as Cargo.toml#workspace.package.version, or \"FILE~PATTERN\" with one group";

    private static readonly Setting<VersionSource.File> Place = new(
        "at", "The place: FILE#KEY.PATH or FILE~PATTERN with one group.", () => new JsonObject { ["type"] = "string" }, ReadPlace)
    { IsRequired = true };

    private static readonly Setting<string> As = Settings.Text(
        "as", "How the version is spelt there: a template of the version's variables, such as \"{{ pep440 }}\". Default: as the release spells it.");

    private static readonly SettingsSection FileKeys = new("version file", "A place where the version stands.", [Place, As]);

    public static Setting<VersionSource> Project() => Make(
        "version",
        $"Where the version stands that all components share: {Forms}. Default: manifest, which is what the components' own manifests agree on.",
        allowShared: false);

    public static Setting<VersionSource> Component() => Make(
        "version",
        $"Where this component's version stands: \"shared\", \"own\" (in its manifest), or {Forms}. Default: shared.",
        allowShared: true);

    public static Setting<ImmutableArray<VersionFile>> Files(string whose) => new(
        "version-files",
        $"Further places where {whose} version stands and moves with it, each as FILE#KEY.PATH or FILE~PATTERN with one group, which may match several times; "
        + "with another spelling as a mapping: {at: PLACE, as: TEMPLATE}.",
        () => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, FileKeys.ToSchema()) } },
        (node, problems) => [.. (node is ConfigNode.Sequence list ? list.Items : [node]).Select(item => ReadFile(item, problems)).OfType<VersionFile>()]);

    private static VersionFile? ReadFile(ConfigNode node, ConfigProblems problems)
    {
        if (node is ConfigNode.Scalar { IsNull: false })
            return Place.Parse(node, problems) is { } file ? new VersionFile(file, Template: null) : null;
        VersionFile? read = null;
        SectionReader.Read(node, FileKeys, problems, reader =>
        {
            read = reader.Get(Place) is { } file ? new VersionFile(file, reader.Get(As) is { } text ? new VersionTemplate(text, reader.LocationOf(As)) : null) : null;
            return reader;
        });
        return read;
    }

    private static Setting<VersionSource> Make(string key, string summary, bool allowShared) => new(
        key,
        summary,
        () => new JsonObject { ["type"] = "string" },
        (node, problems) =>
        {
            if (node is not ConfigNode.Scalar { IsNull: false } scalar)
            {
                problems.Add($"expected where the version stands, found {node.Kind}", node.At, Forms);
                return null;
            }

            var source = Parse(scalar, allowShared);
            if (source is null)
                problems.Add($"'{scalar.Text}' does not say where a version stands", node.At, $"one of {Forms}");
            return source is VersionSource.File file ? Checked(file, problems) : source;
        });

    private static VersionSource.File? ReadPlace(ConfigNode node, ConfigProblems problems)
    {
        if (node is ConfigNode.Scalar scalar && Parse(scalar, allowShared: false) is VersionSource.File file)
            return Checked(file, problems);
        problems.Add("this does not say where a version stands", node.At, "write FILE#KEY.PATH or FILE~PATTERN");
        return null;
    }

    private static VersionSource.File? Checked(VersionSource.File file, ConfigProblems problems)
    {
        if (file.Path.StartsWith('/') || SourceTree.Join("", file.Path) is not { } path)
        {
            problems.Add($"version file '{file.Path}' leaves the repository", file.At, "name a file inside the repository");
            return null;
        }

        try
        {
            // The first group is all of the match.
            if (file.IsPattern && new Regex(file.Locator, RegexOptions.NonBacktracking).GetGroupNumbers().Length - 1 is not 1 and var groups)
            {
                problems.Add(
                    groups == 0 ? $"'{file.Locator}' marks no version" : $"'{file.Locator}' marks {groups} things as the version",
                    file.At,
                    "put the version, and nothing else, into brackets: (…); brackets that only hold something together are (?:…)");
                return null;
            }
        }
        catch (Exception malformed) when (malformed is ArgumentException or NotSupportedException)
        {
            problems.Add($"'{file.Locator}' is no regular expression that can be used here: {malformed.Message}", file.At, "correct the pattern behind '~'");
            return null;
        }

        return file with { Path = path };
    }

    private static VersionSource? Parse(ConfigNode.Scalar scalar, bool allowShared)
    {
        var text = scalar.Text;
        switch (text)
        {
            case "shared" when allowShared:
                return new VersionSource.Shared();
            case "own" when allowShared:
            case "manifest":
                return new VersionSource.Manifest();
            case "git-tag":
                return new VersionSource.GitTag();
        }

        var mark = text.IndexOfAny(['#', '~']);
        return mark <= 0 || mark == text.Length - 1
            ? null
            : new VersionSource.File(text[..mark], text[(mark + 1)..], text[mark] == '~', scalar.At);
    }
}
