using System.Xml.Linq;
using Drayage.Formats.Globs;
using Drayage.Formats.Xml;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>
/// Evaluates one project as MSBuild does: the SDK's props with <c>Directory.Build.props</c>, the project's own elements
/// in order, the SDK's targets with <c>Directory.Build.targets</c>; then the items.
/// </summary>
internal sealed class ProjectEvaluation
{
    private readonly ProjectXml xml;
    private readonly ProjectFiles files;
    private readonly Expander expander;
    private readonly SdkRules sdk;
    private readonly ItemCollector items;
    private readonly Stack<string> importing = new();
    private bool isSdkImplicit;
    private bool isUncertain;

    private ProjectEvaluation(ProjectXml xml, string project, RestoredPackages restored)
    {
        this.xml = xml;
        files = new ProjectFiles(xml.Tree, project);
        expander = new Expander(Lookup, files);
        items = new ItemCollector(files, expander);
        sdk = new SdkRules(Properties, restored, Path.GetFileNameWithoutExtension(project), ImportAbove);
    }

    public Properties Properties { get; } = new();

    /// <summary>The SDKs that the project names, without versions; empty for a project of the old style.</summary>
    public IReadOnlyList<string> Sdks => sdk.Names;

    public IReadOnlyList<ProjectItem> Items { get; private set; } = [];

    /// <returns>Null where the project file itself is not XML.</returns>
    public static ProjectEvaluation? Run(ProjectXml xml, string project, RestoredPackages restored)
    {
        if (xml.Root(project) is not { } root)
            return null;
        var evaluation = new ProjectEvaluation(xml, project, restored);
        // `dotnet pack` and `dotnet publish` build in Release since .NET 8.
        evaluation.Properties.SetGlobal("Configuration", "Release");
        evaluation.Properties.Set("Platform", "AnyCPU");
        evaluation.Project(project, root);
        evaluation.Items = evaluation.items.Evaluate();
        return evaluation;
    }

    private void Project(string path, XElement root)
    {
        sdk.Name(root.Attribute("Sdk"), path);
        foreach (var element in root.Elements().Where(element => element.Name.LocalName == "Sdk"))
            sdk.Name(element.Attribute("Name"), path);
        isSdkImplicit = sdk.Names.Count > 0;
        if (isSdkImplicit)
            sdk.ApplyProps();
        Elements(path, root);
        if (isSdkImplicit)
            sdk.ApplyTargets();
    }

    private void Elements(string path, XElement parent)
    {
        foreach (var element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "PropertyGroup":
                    Conditional(element, () => Group(path, element));
                    break;
                case "ItemGroup":
                    items.Add(path, element);
                    break;
                case "ImportGroup":
                    Conditional(element, () => Elements(path, element));
                    break;
                case "Import":
                    Conditional(element, () => Import(path, element));
                    break;
                case "Choose":
                    Choose(path, element);
                    break;
                default:
                    break;
            }
        }
    }

    private void Group(string path, XElement group)
    {
        foreach (var element in group.Elements())
        {
            Conditional(element, () =>
            {
                var expanded = expander.Expand(element.Value);
                var at = expanded.At ?? XmlPlaces.TextAt(path, element);
                Properties.Set(element.Name.LocalName, new PropertyValue(expanded.Text, at, expanded.IsKnown && !isUncertain));
            });
        }
    }

    private void Choose(string path, XElement choose)
    {
        var isOpen = false;
        foreach (var branch in choose.Elements())
        {
            var holds = branch.Name.LocalName == "Otherwise" ? true : Condition.Holds(branch.Attribute("Condition")?.Value, expander, files);
            if (holds == false)
                continue;
            Uncertainly(isOpen || holds is null, () => Elements(path, branch));
            if (holds == true)
                return;
            isOpen = true;
        }
    }

    private void Import(string path, XElement import)
    {
        if (import.Attribute("Sdk") is { } named)
        {
            sdk.Name(named, path);
            if (isSdkImplicit)
                return;
            if (import.Attribute("Project")?.Value.EndsWith(".targets", StringComparison.OrdinalIgnoreCase) == true)
                sdk.ApplyTargets();
            else
                sdk.ApplyProps();
            return;
        }

        foreach (var target in import.Attribute("Project")?.Value.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (expander.Expand(target.Trim()) is not { IsKnown: true, Text: { Length: > 0 } text })
                continue;
            var absolute = Path.Combine(files.ThisFileDirectory, text.Replace('\\', '/'));
            if (files.RelativePath(absolute) is not { } relative)
                continue;
            foreach (var file in relative.Contains('*') ? Matching(relative) : [relative])
                ImportFile(file);
        }
    }

    private IEnumerable<string> Matching(string wildcard)
    {
        var pattern = GlobPattern.Parse(wildcard, matchDotFiles: true);
        return xml.Tree.Files.Where(pattern.Matches);
    }

    /// <summary>Imports the nearest such file above the project, as the SDK does for the <c>Directory.*</c> files.</summary>
    private void ImportAbove(string fileName)
    {
        if (files.RelativePath(files.PathAbove(files.ProjectDirectory, fileName)) is { Length: > 0 } path)
            ImportFile(path);
    }

    // MSBuild skips a file that is already being imported, with a warning.
    private void ImportFile(string path)
    {
        if (importing.Contains(path) || xml.Root(path) is not { } root)
            return;
        var outer = files.ThisFile;
        importing.Push(path);
        files.ThisFile = path;
        Elements(path, root);
        files.ThisFile = outer;
        importing.Pop();
    }

    private void Conditional(XElement element, Action body)
    {
        var holds = Condition.Holds(element.Attribute("Condition")?.Value, expander, files);
        if (holds != false)
            Uncertainly(holds is null, body);
    }

    // What stands under a condition that cannot be told may or may not hold: its properties become unknown.
    private void Uncertainly(bool uncertain, Action body)
    {
        var outer = isUncertain;
        isUncertain |= uncertain;
        body();
        isUncertain = outer;
    }

    private PropertyValue Lookup(string name) =>
        WellKnownProperties.Of(name, files) is { } value ? new PropertyValue(value, null)
        : WellKnownProperties.DependsOnMachine(name) && Properties[name].At is null ? new PropertyValue("", null, IsKnown: false)
        : Properties[name];
}
