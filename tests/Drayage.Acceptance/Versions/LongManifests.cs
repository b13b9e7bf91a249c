using System.Text;

namespace Drayage.Acceptance.Versions;

/// <summary>
/// Manifests of several hundred lines, as grown projects have them: comments, odd indentation, unrelated packages that happen to have the
/// same version, and the version in prose. <see cref="Mark"/> stands where Drayage has to edit, everything else must stay.
/// </summary>
internal static class LongManifests
{
    /// <summary>Becomes the version.</summary>
    public const string Mark = "«»";

    /// <summary>Becomes the version as Python spells it.</summary>
    public const string PythonMark = "«py»";

    private const int Others = 120;

    public static string CargoWorkspace => $$"""
        # The workspace was at 1.4.0 when this comment was written; 1.4.0 stays here.
        [workspace]
        resolver = "2"
        members = [ "crates/core", # the heart, since 1.4.0
          'crates/cli',
        ]

          [workspace.package]   # indented by somebody
          edition  =  "2021"
          version  =  '{{Mark}}'    # keep in step with 1.4.0 of the docs
          license = "MIT"

        [workspace.dependencies]
        tide-core = { path = "crates/core", version = "={{Mark}}", default-features = false } # exact: 1.4.0
        {{Lines(i => $"# other-{i} was chosen over 1.4.0\n# other-{i} = {{ version = \"1.4.0\", features = [\"a\", \"b\"], default-features = false }}")}}
        [profile.release]
        lto = "thin"
        [workspace.metadata.release]
        note = "version = \"1.4.0\""
        """;

    public static string PackageJson => $$"""
        {
          "name" : "@tide/app",   "private": true,
        	"version":"{{Mark}}",
          "//": "tabs and blanks are mixed; 1.4.0 in here stays",
          "scripts": {
        {{Lines(i => $"    \"task-{i}\": \"echo 1.4.0 \\u0026 node task-{i}.js\"", ",\n")}}
          },
          "dependencies": {
            "@tide/client": "^{{Mark}}",
            "left-pad": "1.4.0"
          },
          "config": { "version": "1.4.0" }
        }
        """;

    public static string PyProject => $$"""
        # Tide for Python. Version 1.4.0 of the format.
        [build-system]
        requires = ["hatchling>=1.4.0"]
        build-backend = "hatchling.build"

        [project]
        name = "tide-client"
        version = "{{PythonMark}}" # 1.4.0
        requires-python = ">=3.9"
        dependencies = [
          # 1.4.0 is the first with wheels
        {{Lines(i => $"  \"other-{i}==1.4.0; python_version < '3.{i % 14}'\",  # pinned to 1.4.0")}}
        ]

        [tool.other]
        version = "1.4.0"
        """;

    public static string Project => $$"""
        <Project>
          <!-- Version 1.4.0; <Version>1.4.0</Version> in a comment stays. -->
          <PropertyGroup>
        {{Lines(i => $"    <Other{i}Version Condition=\" '$(Other{i}Version)' == '' \">1.4.0</Other{i}Version> <!-- {i} -->")}}
            <Version>
              {{Mark}}
            </Version>
            <Copyright>© Tide 1.4.0 &amp; friends</Copyright>
          </PropertyGroup>
        </Project>
        """;

    public static string PythonModule => $$"""
        # -*- coding: utf-8 -*-
        '''Tide tables. __version__ = "1.4.0" in prose.'''
        {{Lines(i => $"HARBOUR_{i} = ('1.4.0', {i})  # height {i}")}}
        __version__ = '{{PythonMark}}'   # 1.4.0
        VERSION = "1.4.0"
        """;

    public static string Chart => $$"""
        # Chart of tide 1.4.0
        apiVersion: v2
        name:    tide
        version:   "{{Mark}}"    # 1.4.0
        appVersion: '{{Mark}}'
        description: >-
          Serves tide tables
          of version: 1.4.0
        annotations:
        {{Lines(i => $"  tide.example/note-{i}: \"1.4.0\" # {i}")}}
        keywords: [ tide, "1.4.0" ]
        """;

    public static string Readme => $$"""
        # Tide

        {{Lines(i => $"Line {i} speaks of 1.4.0.")}}
            pip install tide-client=={{PythonMark}}
            docker pull registry.example/tide:{{Mark}}

        Again: pip install tide-client=={{PythonMark}}
        """;

    /// <summary>The text with a version at the marks.</summary>
    public static string At(string text, string version, string python) =>
        text.Replace(PythonMark, python, StringComparison.Ordinal).Replace(Mark, version, StringComparison.Ordinal);

    private static string Lines(Func<int, string> line, string between = "\n") =>
        new StringBuilder().AppendJoin(between, Enumerable.Range(1, Others).Select(line)).ToString();
}
