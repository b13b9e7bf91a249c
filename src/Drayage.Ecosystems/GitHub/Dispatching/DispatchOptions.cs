using System.Collections.Immutable;

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>What starts a workflow, as a consignment's options carry it.</summary>
internal sealed record DispatchOptions
{
    private const string InputPrefix = "input.";

    public required Uri Api { get; init; }

    /// <summary>Of repository_dispatch; null for the type of the event.</summary>
    public string? EventType { get; init; }

    /// <summary>Null for repository_dispatch.</summary>
    public string? Workflow { get; init; }

    /// <summary>Branch or tag of workflow_dispatch.</summary>
    public string? Ref { get; init; }

    /// <summary>Input of the workflow to the word for what it is given.</summary>
    public ImmutableSortedDictionary<string, string> Inputs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public static DispatchOptions Plan(DispatchSettings settings, string tag) => settings.Workflow is { } workflow
        ? new DispatchOptions { Api = settings.Api, Workflow = workflow, Ref = settings.Ref ?? tag, Inputs = settings.Inputs }
        : new DispatchOptions { Api = settings.Api, EventType = settings.EventType };

    public static DispatchOptions Of(ImmutableSortedDictionary<string, string> options) => new()
    {
        Api = new Uri(options["api"]),
        EventType = options.GetValueOrDefault("event-type"),
        Workflow = options.GetValueOrDefault("workflow"),
        Ref = options.GetValueOrDefault("ref"),
        Inputs = options
            .Where(option => option.Key.StartsWith(InputPrefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(option => option.Key[InputPrefix.Length..], option => option.Value, StringComparer.Ordinal),
    };

    public ImmutableSortedDictionary<string, string> ToOptions()
    {
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        options["api"] = Api.AbsoluteUri;
        foreach (var (key, value) in new[] { ("event-type", EventType), ("workflow", Workflow), ("ref", Ref) })
        {
            if (value is not null)
                options[key] = value;
        }

        foreach (var (name, word) in Inputs)
            options[InputPrefix + name] = word;
        return options.ToImmutable();
    }
}
