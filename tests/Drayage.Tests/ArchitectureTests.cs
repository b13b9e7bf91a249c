using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using Drayage.Tests.Architecture;
using Xunit;

namespace Drayage.Tests;

/// <summary>The directions of the layers, read from the built assemblies.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MaySee = new(StringComparer.Ordinal)
    {
        ["Drayage.Model"] = [],
        ["Drayage.Platform"] = ["Model"],
        ["Drayage.Formats"] = ["Model"],
        ["Drayage.Oci"] = ["Model", "Platform", "Formats"],
        ["Drayage.Sealing"] = ["Model", "Platform", "Formats"],
        ["Drayage.Pipeline"] = ["Model", "Platform", "Formats", "Oci", "Sealing"],
        ["Drayage.Ecosystems"] = ["Model", "Platform", "Formats", "Oci", "Sealing", "Pipeline"],
        ["Drayage.Workflows"] = ["Model", "Platform", "Formats", "Oci", "Sealing", "Pipeline"],
        ["Drayage.Registries"] = ["Model", "Platform"],
        ["Drayage.Listening"] = ["Model", "Platform", "Pipeline"],
        ["Drayage.PythonIndex"] = ["Model", "Platform", "Oci", "Pipeline", "Ecosystems"],
        ["Drayage.Cli"] =
            ["Model", "Platform", "Formats", "Oci", "Sealing", "Pipeline", "Ecosystems", "Workflows", "Registries", "Listening", "PythonIndex"],
    };

    // Time, environment and place come from the caller: only the command line looks around itself.
    private static readonly string[] Ambient =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Environment.GetEnvironmentVariable", "System.Environment.GetEnvironmentVariables", "System.Environment.get_CurrentDirectory",
        "System.IO.Directory.GetCurrentDirectory",
        "System.Console.Write", "System.Console.WriteLine", "System.Console.get_Out", "System.Console.get_Error", "System.Console.get_In",
    ];

    public static TheoryData<string> Projects => [.. SourceTree.Projects];

    public static TheoryData<string> ProjectsBelowTheCommandLine => [.. SourceTree.Projects.Except(["Drayage.Cli"])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_the_layers_below_it(string project)
    {
        using ProductAssembly assembly = ProductAssembly.Open(project);
        string[] seen = [.. assembly.References.Where(name => name.StartsWith("Drayage", StringComparison.Ordinal))];
        Assert.True(MaySee.TryGetValue(project, out string[]? allowed), $"{project} has no place in the layers");
        Assert.Empty(seen.Except(allowed.Select(name => $"Drayage.{name}")));
    }

    [Fact]
    public void Every_layer_is_a_project() => Assert.Equal(SourceTree.Projects, MaySee.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_model_needs_the_base_library_only()
    {
        using ProductAssembly model = ProductAssembly.Open("Drayage.Model");
        Assert.All(model.References, name => Assert.True(
            File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), $"{name}.dll")), $"{name} is not of the base library"));
    }

    [Fact]
    public void Ecosystem_folders_never_use_each_other()
    {
        using ProductAssembly assembly = ProductAssembly.Open("Drayage.Ecosystems");
        var uses = new TypeUses(assembly);
        var crossings = new SortedSet<string>(StringComparer.Ordinal);
        int checkedTypes = 0;
        foreach (TypeDefinition type in assembly.Types.Where(type => Slice(assembly, type) is not null))
        {
            checkedTypes++;
            foreach (TypeDefinition used in uses.Of(type).Select(assembly.Metadata.GetTypeDefinition))
            {
                if (Slice(assembly, used) is { } other && other != Slice(assembly, type))
                {
                    crossings.Add($"{assembly.FullName(type)} uses {assembly.FullName(used)}");
                }
            }
        }

        Assert.NotEqual(0, checkedTypes);
        Assert.Empty(crossings);
    }

    [Fact]
    public void Uses_inside_method_bodies_are_seen()
    {
        using ProductAssembly tests = ProductAssembly.Open("Drayage.Tests");
        TypeDefinition body = tests.Types.Single(type => tests.FullName(type).EndsWith("+UsesInBodies", StringComparison.Ordinal));
        IEnumerable<string> used = new TypeUses(tests).Of(body).Select(handle => tests.Metadata.GetString(tests.Metadata.GetTypeDefinition(handle).Name));
        Assert.Empty(new[] { nameof(Called), nameof(Read), nameof(Argument) }.Except(used));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_is_fit_for_ahead_of_time_compilation(string project)
    {
        using ProductAssembly assembly = ProductAssembly.Open(project);
        Assert.Equal("True", assembly.AssemblyMetadata().GetValueOrDefault("IsTrimmable"), ignoreCase: true);
        Assert.Equal("True", assembly.AssemblyMetadata().GetValueOrDefault("IsAotCompatible"), ignoreCase: true);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_follow_folders(string project)
    {
        using ProductAssembly assembly = ProductAssembly.Open(project);
        string root = Path.Combine(SourceTree.Root, "src", project);
        IEnumerable<string> homeless = assembly.WrittenTypes
            .Select(assembly.NamespaceOf)
            .Distinct(StringComparer.Ordinal)
            .Where(name => !Directory.Exists(Path.Combine(root, name[project.Length..].TrimStart('.').Replace('.', Path.DirectorySeparatorChar))));
        Assert.Empty(homeless);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Classes_are_sealed_unless_made_to_be_derived_from(string project)
    {
        using ProductAssembly assembly = ProductAssembly.Open(project);
        Assert.Empty(assembly.WrittenTypes
            .Where(type => (type.Attributes & (TypeAttributes.Sealed | TypeAttributes.Abstract | TypeAttributes.Interface)) == TypeAttributes.NotPublic)
            .Select(assembly.FullName));
    }

    [Theory]
    [MemberData(nameof(ProjectsBelowTheCommandLine))]
    public void Only_the_command_line_looks_at_its_surroundings(string project)
    {
        using ProductAssembly assembly = ProductAssembly.Open(project);
        Assert.Empty(assembly.MembersUsed().Intersect(Ambient, StringComparer.Ordinal));
    }

    private static string? Slice(ProductAssembly assembly, TypeDefinition type) =>
        assembly.NamespaceOf(type).Split('.') is ["Drayage", "Ecosystems", var folder, ..] ? folder : null;

    private static class Called
    {
        public static T Pass<T>(T value) => value;
    }

    private static class Read
    {
        public static readonly int Field = Environment.ProcessId;
    }

    private sealed class Argument;

    private static class UsesInBodies
    {
        public static bool Method(object value) => Called.Pass(Read.Field) > 0 && value is List<Argument>;
    }
}
