using System.Collections.Immutable;
using System.Text;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.PythonIndex.Pages;

namespace Drayage.PythonIndex.Site;

/// <summary>Lays out a site: path, relative with forward slashes, → bytes. The same files give the same bytes.</summary>
/// <param name="address">Where the site will be, with a slash at the end.</param>
internal sealed class SitePages(Uri address)
{
    private const string Index = "index.html";

    /// <summary>How mirrors name the JSON form beside the HTML one, for servers that choose by Accept.</summary>
    private const string JsonIndex = "index.v1_json";

    public ImmutableSortedDictionary<string, byte[]> Of(ImmutableArray<SiteFile> files)
    {
        var projects = files.Where(file => file.Project is not null)
            .GroupBy(file => PythonName.Normalise(file.Project!), StringComparer.Ordinal)
            .OrderBy(project => project.Key, StringComparer.Ordinal)
            .Select(Describe)
            .ToImmutableArray();
        var names = projects.Select(project => project.Index.Name).ToImmutableArray();
        var pages = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        // Without it GitHub Pages leaves out what begins with an underscore.
        pages[".nojekyll"] = [];
        pages[Index] = Encoding.UTF8.GetBytes(HumanPages.Front(address, projects));
        pages[$"simple/{Index}"] = SimpleHtml.Root(names);
        pages[$"simple/{JsonIndex}"] = SimpleJson.Root(names);
        foreach (var redirect in projects.SelectMany(project => Spellings(project).Select(spelling => (spelling, project.Index.Name))))
            pages[$"simple/{redirect.spelling}/{Index}"] = Encoding.UTF8.GetBytes(HumanPages.Redirect(redirect.Name));
        foreach (var project in projects)
        {
            pages[$"simple/{project.Index.Name}/{Index}"] = SimpleHtml.Project(project.Index);
            pages[$"simple/{project.Index.Name}/{JsonIndex}"] = SimpleJson.Project(project.Index);
            pages[$"projects/{project.Index.Name}/{Index}"] = Encoding.UTF8.GetBytes(HumanPages.Project(address, project));
        }

        return pages.ToImmutable();
    }

    private static SiteProject Describe(IEnumerable<SiteFile> files)
    {
        // One name stands for one file: of a name in several releases, the one that is not withdrawn, and the latest of these.
        var own = files.GroupBy(file => file.Name, StringComparer.Ordinal)
            .Select(same => same.OrderBy(file => file.Yanked is null ? 0 : 1).ThenByDescending(file => file.Published).ThenBy(file => file.Tag, StringComparer.Ordinal).First())
            .ToImmutableArray();
        var latest = own.MaxBy(file => file.Published)!;
        return new SiteProject(
            IndexedProject.Of(latest.Project!, own.Select(file => file.ToIndexed())), latest.Summary, own.ToImmutableDictionary(file => file.Name, StringComparer.Ordinal));
    }

    /// <summary>Other spellings under which people link to a project; pip itself asks for the normalised one.</summary>
    private static IEnumerable<string> Spellings(SiteProject project) =>
        new[] { project.Index.DisplayName, project.Index.Name.Replace('-', '_') }.Where(spelling => spelling != project.Index.Name).Distinct(StringComparer.Ordinal);
}

/// <summary>A project of a site.</summary>
/// <param name="Index">As the index lists it.</param>
/// <param name="Summary">What it is about, in one line; null where it does not say.</param>
/// <param name="Files">By name.</param>
internal sealed record SiteProject(IndexedProject Index, string? Summary, ImmutableDictionary<string, SiteFile> Files);
