using Drayage.Model;
using Drayage.Model.Planning;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Shows the whole graph of a release as a tree.</summary>
internal static class PlanTree
{
    public static void Write(Terminal terminal, Plan plan)
    {
        var dirty = plan.Source.IsDirty ? ", work tree differs from it" : "";
        var tree = new Tree(Markup.Escape($"{plan.Project} at commit {plan.Source.Commit[..12]}{dirty}"));
        foreach (var component in plan.Components)
            AddComponent(tree, plan, component);
        var consignments = tree.AddNode(Counted.Of(plan.Consignments.Length, "consignment"));
        foreach (var consignment in plan.Consignments)
            AddConsignment(consignments, consignment);
        terminal.Results.Write(tree);
    }

    private static void AddComponent(Tree tree, Plan plan, PlannedComponent component)
    {
        var native = component.NativeVersion == component.Version ? "" : $" ({component.Ecosystem}: {component.NativeVersion})";
        var node = tree.AddNode(Markup.Escape($"{component.Id} {component.Version}{native} tag {component.Tag}: {component.State.Name}, {component.State.Reason}"));
        foreach (var step in plan.Builds.Where(s => s.Component == component.Id))
            node.AddNode(Markup.Escape($"build {step.Id}: {string.Join(", ", step.Outputs.Select(o => o.Name))}"));
        foreach (var pack in plan.Packs.Where(p => p.Component == component.Id && p is not PackStep.Checksums))
            node.AddNode(Markup.Escape($"pack {pack.Id}: {pack.Output}{Platforms(pack)}"));
    }

    private static string Platforms(PackStep pack) =>
        pack is PackStep.Image image ? $" for {string.Join(", ", image.Platforms.Select(p => p.Platform))}" : "";

    private static void AddConsignment(TreeNode parent, PlannedConsignment consignment)
    {
        var node = parent.AddNode(Markup.Escape($"{consignment.Id} → {consignment.Address} {consignment.Version}{(consignment.Phase == 2 ? $" (phase 2, from {string.Join(", ", consignment.Needs)})" : "")}"));
        foreach (var artifact in consignment.Artifacts)
            node.AddNode(Markup.Escape(artifact));
        if (consignment.Announcement is { } told)
            node.AddNode(Markup.Escape($"tells: {string.Join(", ", told.Events)}"));
        if (consignment.Points.Length > 0)
            node.AddNode(Markup.Escape($"then: {string.Join(", ", consignment.Points)}"));
    }
}
