using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Planning;

/// <summary>
/// Lets each consignment of phase 2 need those of phase 1 that hold the bytes it is made of, so that it waits for nothing else, and
/// whoever delivers it knows where to fetch.
/// </summary>
internal static class PhasePlanning
{
    /// <exception cref="ReleaseException">Phase 2 would need bytes that nobody could fetch.</exception>
    public static Plan WithNeeds(Plan plan)
    {
        if (plan.Consignments.All(consignment => consignment.Phase == 1))
            return plan;
        var released = ReleasedSources.Of(plan);
        var packs = plan.Packs.Where(pack => pack is PackStep.Image or PackStep.OciArtifact).ToDictionary(pack => pack.Output.Text, StringComparer.Ordinal);
        return plan with { Consignments = [.. plan.Consignments.Select(consignment => consignment.Phase == 1 ? consignment : WithNeeds(plan, consignment, packs, released))] };
    }

    private static PlannedConsignment WithNeeds(
        Plan plan, PlannedConsignment consignment, Dictionary<string, PackStep> packs, ReleasedSources released)
    {
        var needs = new SortedSet<string>(consignment.Needs, StringComparer.Ordinal);
        foreach (var artifact in consignment.Artifacts)
        {
            var pack = packs.GetValueOrDefault(artifact);
            RefuseLocalBase(consignment, pack);
            var files = pack is null ? [artifact] : ContextPlanning.PackSources(pack).Select(source => released.Find(source)?.Artifact);
            foreach (var file in files.Distinct())
            {
                var holder = file is null ? null : plan.Consignments.FirstOrDefault(c => c.OffersDownloads && c.Artifacts.Contains(file));
                needs.Add(holder?.Id ?? throw Unfetchable(consignment, artifact, file));
            }
        }

        return consignment with { Needs = [.. needs] };
    }

    private static void RefuseLocalBase(PlannedConsignment consignment, PackStep? pack)
    {
        if (pack is not PackStep.Image { Settings.Base: { } name } image || !IsLocal(name))
            return;
        throw new ReleaseException(
            ExitCode.Usage,
            $"image {image.Component} cannot be delivered in phase 2",
            $"its base {name} is a file of the repository, which a machine without the sources does not have; {consignment.Destination} is of phase 2",
            $"push the base to a registry and name it there, or set phase: 1 for {consignment.Destination}");
    }

    private static bool IsLocal(string name) =>
        name.StartsWith("oci:", StringComparison.Ordinal) || name.StartsWith("docker-archive:", StringComparison.Ordinal);

    private static ReleaseException Unfetchable(PlannedConsignment consignment, string artifact, string? file) => new(
        ExitCode.Usage,
        $"consignment {consignment.Id} cannot be delivered in phase 2",
        file is null || file == artifact
            ? $"nothing in phase 1 offers {artifact}, or what it is made of, for download"
            : $"{artifact} is made of {file}, which nothing in phase 1 offers for download",
        $"add a destination of phase 1 that offers downloads (kind: github) to the component's 'to', or set phase: 1 for {consignment.Destination}");
}
