using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Planning;

namespace Drayage.Cli.Rendering;

/// <summary>The output of <c>drayage plan --json</c>.</summary>
internal sealed record PlanDocument
{
    public required string Project { get; init; }

    public required string Commit { get; init; }

    public required long Epoch { get; init; }

    public required bool Dirty { get; init; }

    public required ImmutableArray<PlanComponentDocument> Components { get; init; }

    public required ImmutableArray<PlanStepDocument> Steps { get; init; }

    public required ImmutableArray<PlanArtifactDocument> Artifacts { get; init; }

    public required ImmutableArray<PlanConsignmentDocument> Consignments { get; init; }

    public static string Write(Plan plan) => JsonSerializer.Serialize(Of(plan), ReportJson.Readable.PlanDocument);

    private static PlanDocument Of(Plan plan) => new()
    {
        Project = plan.Project,
        Commit = plan.Source.Commit,
        Epoch = plan.Source.CommitTime,
        Dirty = plan.Source.IsDirty,
        Components = [.. plan.Components.Select(c => new PlanComponentDocument(
            c.Id.Text, c.Ecosystem, c.Path, c.Package, c.Version, c.NativeVersion, c.Channel.IsPreRelease, c.Channel.Name, c.Tag, c.State.Name, c.State.Reason, [.. c.Needs.Select(n => n.Text)]))],
        Steps = [.. plan.Builds.Select(Of), .. plan.Packs.Select(p => new PlanStepDocument(p.Id, p.Component.Text, p.GetType().Name.ToLowerInvariant(), null, [], [], [p.Output.Text]))],
        Artifacts = [.. plan.Artifacts.Select(a => new PlanArtifactDocument(a.Name, a.Kind, a.Component?.Text, a.Platform?.ToString(), a.Step))],
        Consignments = [.. plan.Consignments.Select(c => new PlanConsignmentDocument(
            c.Id, c.Destination, c.Kind, c.Address, c.Version, [.. c.Components.Select(x => x.Text)], c.Artifacts, c.Points, c.Announcement?.Events ?? [], c.Needs, c.Phase))],
    };

    private static PlanStepDocument Of(BuildStep step) => new(
        step.Id,
        step.Component.Text,
        "build",
        step.Platform?.ToString(),
        step.Needs,
        [.. step.Commands.Select(c => string.Join(' ', [c.Program, .. c.Arguments]))],
        [.. step.Outputs.Select(o => o.Name)]);
}

internal sealed record PlanComponentDocument(
    string Id,
    string Ecosystem,
    string Path,
    string Package,
    string Version,
    string NativeVersion,
    bool PreRelease,
    string Channel,
    string Tag,
    string State,
    string Because,
    ImmutableArray<string> Needs);

internal sealed record PlanStepDocument(
    string Id, string Component, string Kind, string? Platform, ImmutableArray<string> Needs, ImmutableArray<string> Commands, ImmutableArray<string> Outputs);

internal sealed record PlanArtifactDocument(string Name, string Kind, string? Component, string? Platform, string Step);

internal sealed record PlanConsignmentDocument(
    string Id,
    string Destination,
    string Kind,
    string Address,
    string Version,
    ImmutableArray<string> Components,
    ImmutableArray<string> Artifacts,
    ImmutableArray<string> Points,
    ImmutableArray<string> Events,
    ImmutableArray<string> Needs,
    int Phase);
