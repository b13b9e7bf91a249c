namespace Drayage.Ecosystems.DotNet.Detection.Evaluation;

/// <summary>
/// What restoring would add to an evaluation: NuGet writes the referenced packages' own build files into <c>obj</c>,
/// and MSBuild imports them. Only those matter here that decide on packing.
/// </summary>
internal sealed record RestoredPackages
{
    public const string TestSdkName = "Microsoft.NET.Test.Sdk";

    /// <summary>Before anything is restored, as <c>dotnet msbuild -getProperty</c> sees a fresh clone.</summary>
    public static RestoredPackages None { get; } = new();

    /// <summary>The reference by which <c>IsTestProject</c> becomes true.</summary>
    public ProjectItem? TestSdk { get; private init; }

    /// <summary>The reference by which <c>IsTestingPlatformApplication</c> becomes true.</summary>
    public ProjectItem? TestingPlatform { get; private init; }

    public bool ChangePacking => TestSdk is not null || TestingPlatform is not null;

    /// <param name="fresh">The evaluation before anything is restored.</param>
    public static RestoredPackages Of(ProjectEvaluation fresh)
    {
        var packages = fresh.Items.Where(item => item.Type is "PackageReference" or "GlobalPackageReference").ToList();
        return new RestoredPackages
        {
            // The build files of Microsoft.NET.Test.Sdk are imported per framework only. Packing evaluates a project with
            // TargetFrameworks without any framework, so that its tests are packed like everything else.
            TestSdk = fresh.Properties.IsEmpty("TargetFrameworks") ? packages.Find(item => Is(item, TestSdkName)) : null,
            TestingPlatform = packages.Find(item => TestingPlatformBringers.Any(name => Is(item, name))),
        };
    }

    private static readonly string[] TestingPlatformBringers =
        ["xunit.v3", "xunit.v3.mtp-v1", "xunit.v3.mtp-v2", "xunit.v3.core.mtp-v1", "xunit.v3.core.mtp-v2", "TUnit", "Microsoft.Testing.Platform.MSBuild"];

    private static bool Is(ProjectItem item, string name) => item.Include.Equals(name, StringComparison.OrdinalIgnoreCase);
}
