using System.Xml.Linq;
using Drayage.Formats.Globs;
using Drayage.Formats.Xml;

namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>
/// Gathers item groups while properties are evaluated and evaluates them afterwards, as MSBuild does. An item whose
/// condition cannot be told is kept: for a test package or a project reference that is the careful reading.
/// </summary>
internal sealed class ItemCollector(ProjectFiles files, Expander expander)
{
    private static readonly string[] Types = ["PackageReference", "GlobalPackageReference", "ProjectReference"];

    private readonly List<(string Path, XElement Group)> groups = [];

    public void Add(string path, XElement group) => groups.Add((path, group));

    public IReadOnlyList<ProjectItem> Evaluate()
    {
        var items = new List<ProjectItem>();
        foreach (var (path, group) in groups)
        {
            files.ThisFile = path;
            if (Holds(group))
                Group(path, group, items);
        }

        files.ThisFile = files.Project;
        return items;
    }

    private void Group(string path, XElement group, List<ProjectItem> items)
    {
        foreach (var element in group.Elements())
        {
            var type = Array.Find(Types, type => type.Equals(element.Name.LocalName, StringComparison.OrdinalIgnoreCase));
            if (type is null || !Holds(element))
                continue;
            if (element.Attribute("Include") is { } include)
                items.AddRange(Specs(include).Select(spec => new ProjectItem(type, spec, XmlPlaces.ValueAt(path, include), element)));
            if (element.Attribute("Remove") is { } remove)
                Remove(type, remove, items);
        }
    }

    private void Remove(string type, XAttribute remove, List<ProjectItem> items)
    {
        foreach (var spec in Specs(remove))
        {
            var pattern = GlobPattern.Parse(spec.Replace('\\', '/'));
            items.RemoveAll(item => item.Type == type && pattern.Matches(item.Include.Replace('\\', '/')));
        }
    }

    private string[] Specs(XAttribute attribute) =>
        expander.Expand(attribute.Value) is { IsKnown: true } expanded
            ? expanded.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];

    private bool Holds(XElement element) => Condition.Holds(element.Attribute("Condition")?.Value, expander, files) != false;
}
