using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>One project file with its evaluation as packing sees it, that is after restore.</summary>
internal sealed record DotNetProject
{
    public required string Path { get; init; }

    public required ProjectEvaluation Evaluation { get; init; }

    /// <summary>The evaluation of a fresh clone where restoring changes whether the project is packed; otherwise null.</summary>
    public required ProjectEvaluation? BeforeRestore { get; init; }

    public bool IsSdkStyle => Evaluation.Sdks.Count > 0;

    /// <summary>The package id; the project's name where the id cannot be told.</summary>
    public string Name => (this["PackageId"], this["AssemblyName"]) switch
    {
        ({ IsKnown: true, Text: { Length: > 0 } id }, _) => id,
        (_, { IsKnown: true, Text: { Length: > 0 } assembly }) => assembly,
        _ => System.IO.Path.GetFileNameWithoutExtension(Path),
    };

    public string AssemblyName => this["AssemblyName"] is { IsKnown: true, Text: { Length: > 0 } name } ? name : System.IO.Path.GetFileNameWithoutExtension(Path);

    public PropertyValue this[string property] => Evaluation.Properties[property];

    public bool IsProgram => this["OutputType"].Text.ToLowerInvariant() is "exe" or "winexe";

    public bool IsTool => Evaluation.Properties.IsTrue("PackAsTool");

    public PackageRole Role => ProjectRole.Of(this);

    public bool References(Func<string, bool> package) =>
        Evaluation.Items.Any(item => item.Type is "PackageReference" or "GlobalPackageReference" && package(item.Include));

    /// <returns>Null where the project file is not XML.</returns>
    public static DotNetProject? Read(ProjectXml xml, string path)
    {
        if (ProjectEvaluation.Run(xml, path, RestoredPackages.None) is not { } fresh)
            return null;
        var restored = RestoredPackages.Of(fresh);
        return restored.ChangePacking && fresh.Sdks.Count > 0
            ? new DotNetProject { Path = path, Evaluation = ProjectEvaluation.Run(xml, path, restored)!, BeforeRestore = fresh }
            : new DotNetProject { Path = path, Evaluation = fresh, BeforeRestore = null };
    }
}
