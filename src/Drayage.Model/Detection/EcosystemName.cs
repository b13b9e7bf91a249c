namespace Drayage.Model.Detection;

/// <summary>The names of the ecosystems as they stand in <c>drayage.yaml</c>, in reports and in the waybill.</summary>
public static class EcosystemName
{
    public const string Cargo = "cargo";
    public const string Python = "python";
    public const string Go = "go";
    public const string DotNet = "dotnet";
    public const string Npm = "npm";
    public const string Helm = "helm";
    public const string Maven = "maven";
    public const string Gradle = "gradle";
    public const string Container = "container";
    public const string Composer = "composer";
    public const string Bazel = "bazel";
}
