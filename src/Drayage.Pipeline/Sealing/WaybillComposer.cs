using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Model.Planning;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Packing;

namespace Drayage.Pipeline.Sealing;

/// <summary>Fills the digests of what was packed into what was planned: the content of the waybill.</summary>
public static class WaybillComposer
{
    /// <summary>File name of the waybill where it travels beside the artifacts.</summary>
    public const string WaybillName = "waybill.dsse.json";

    public static Waybill Compose(Plan plan, Packages packages) => new()
    {
        Project = plan.Project,
        Commit = plan.Source.Commit,
        CommitTime = plan.Source.CommitTime,
        Components = [.. plan.Components
            .Where(c => c.State is ComponentState.ToRelease || plan.Consignments.Any(consignment => consignment.Components.Contains(c.Id)))
            .Select(c => new WaybillComponent(c.Id.Text, c.Ecosystem, c.Package, c.Version, c.NativeVersion, c.Tag))],
        Artifacts = packages.Artifacts,
        Consignments = [.. plan.Consignments.Select(c => Compose(c, packages))],
        // What only this machine could make is no use to those who have the waybill.
        Recipes = [.. packages.Recipes.Where(recipe => recipe.IsReleased)],
    };

    private static Consignment Compose(PlannedConsignment planned, Packages packages)
    {
        var artifacts = planned.Artifacts.Select(name => packages.ByPlannedName[name]).ToArray();
        return new Consignment
        {
            Id = planned.Id,
            Destination = planned.Destination,
            Kind = planned.Kind,
            Address = planned.Address,
            Version = planned.Version,
            Components = [.. planned.Components.Select(component => component.Text)],
            Phase = planned.Phase,
            Effects = [.. Opens(planned), .. Puts(planned, artifacts), .. Points(planned, artifacts), .. Announcements(planned)],
            Needs = planned.Needs,
            Options = planned.Options,
            Announcement = planned.Announcement,
        };
    }

    private static IEnumerable<Effect> Opens(PlannedConsignment planned) => planned.HasOpen ? [new Effect.Open()] : [];

    private static IEnumerable<Effect> Puts(PlannedConsignment planned, Artifact[] artifacts)
    {
        var puts = artifacts.Select(a => (Effect)new Effect.Put(a.Name.Text, a.Digest, a.Size));
        return planned.CarriesWaybill ? puts.Append(new Effect.Put(WaybillName, Digest: null, Size: 0)) : puts;
    }

    /// <summary>What can be told of a release as soon as it is out. Outcomes, which people are told too, are known later, a withdrawal may never come, and phase 2 begins with a release that is out.</summary>
    private static IEnumerable<Effect> Announcements(PlannedConsignment planned) =>
        planned is { Announcement: { IsNotice: false } told, Phase: 1 } && told.Events.Contains(EventTypes.ReleasePublished)
            ? [new Effect.Announce(EventTypes.ReleasePublished, told.Tag)]
            : [];

    /// <summary>A name can mean one thing: where a single artifact was put, the names point at it.</summary>
    private static IEnumerable<Effect> Points(PlannedConsignment planned, Artifact[] artifacts) =>
        planned.Points.Select(name => (Effect)new Effect.Point(name, artifacts is [var only] ? only.Digest : null));
}
