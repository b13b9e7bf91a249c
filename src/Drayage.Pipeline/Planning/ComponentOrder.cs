using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Planning;

/// <summary>Puts components behind those that they need.</summary>
internal static class ComponentOrder
{
    /// <exception cref="ReleaseException">A need is unknown, or needs form a cycle.</exception>
    public static ImmutableArray<ComponentSettings> Sort(ImmutableArray<ComponentSettings> components)
    {
        var byId = components.ToDictionary(c => c.Id);
        var done = new List<ComponentSettings>();
        var path = new List<ComponentSettings>();
        foreach (var component in components)
            Visit(component);
        return [.. done];

        void Visit(ComponentSettings component)
        {
            if (done.Contains(component))
                return;
            if (path.Contains(component))
                throw Cycle([.. path.SkipWhile(c => c != component), component]);
            path.Add(component);
            foreach (var need in NeedsOf(component))
                Visit(byId.TryGetValue(need, out var needed) ? needed : throw Unknown(component, need, byId.Keys));
            path.RemoveAt(path.Count - 1);
            done.Add(component);
        }
    }

    public static IEnumerable<ComponentId> NeedsOf(ComponentSettings component) => component.Needs.Union(component.Own.Needs);

    /// <summary>The chosen components and all that they need, in the given order.</summary>
    public static ImmutableArray<ComponentSettings> Select(ImmutableArray<ComponentSettings> sorted, ImmutableArray<ComponentId> only)
    {
        if (only.IsEmpty)
            return sorted;
        var wanted = new HashSet<ComponentId>(only);
        foreach (var component in sorted.Reverse().Where(c => wanted.Contains(c.Id)))
            wanted.UnionWith(NeedsOf(component));
        return [.. sorted.Where(c => wanted.Contains(c.Id))];
    }

    /// <param name="circle">Begins and ends with the same component.</param>
    private static ReleaseException Cycle(ImmutableArray<ComponentSettings> circle) => new(
        ExitCode.Usage,
        $"{(circle.Length == 2 ? "a component needs itself" : "components need each other in a circle")}: {string.Join(" → ", circle.Select(c => c.Id))}",
        string.Join('\n', circle.Zip(circle.Skip(1), (component, need) => $"{component.At}: {component.Id} needs {need.Id}")),
        "remove one of these 'needs' (or 'from') entries: what is needed must be there first")
    { At = circle[0].At };

    private static ReleaseException Unknown(ComponentSettings component, ComponentId need, IEnumerable<ComponentId> known)
    {
        var near = NearestName.Find(need.Text, known.Select(k => k.Text));
        return new ReleaseException(
            ExitCode.Usage,
            $"component {component.Id} needs '{need}', which is no component",
            component.At.ToString(),
            near is null ? $"components: {string.Join(", ", known)}" : $"did you mean '{near}'?");
    }
}
