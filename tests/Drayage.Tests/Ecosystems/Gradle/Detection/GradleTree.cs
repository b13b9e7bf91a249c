namespace Drayage.Tests.Ecosystems.Gradle.Detection;

/// <summary>A client of five modules as one meets it, of which three are published, in Kotlin scripts with a convention plugin.</summary>
internal static class GradleTree
{
    public static ForeignTree Kotlin() => new()
    {
        {
            "foreign/java/settings.gradle.kts",
            """
            /* include(":commented") */
            rootProject.name = "harbour-java" // the name
            include(
                ":harbour",
                "harbour-connectors:flink", // nested
                ":examples", ":bench"
            )
            include("integration-tests")
            project(":bench").projectDir = file("../bench-java")
            """
        },
        { "foreign/java/gradle.properties", "# versions\nversion=0.7.1-SNAPSHOT\ngroup = org.example.harbour\nflinkVersion: 0.2.0\n" },
        { "foreign/java/gradle/libs.versions.toml", "[versions]\nbench = \"9.9\"\n[plugins]\nspotless = { id = \"com.diffplug.spotless\", version = \"6\" }\nmaven-central = \"com.vanniktech.maven.publish:0.30\"\n" },
        {
            "foreign/java/build.gradle.kts",
            """
            plugins {
                `maven-publish` apply false
                alias(libs.plugins.spotless) apply false
            }
            subprojects {
                apply(plugin = "java-library")
            }
            """
        },
        { "foreign/java/buildSrc/build.gradle.kts", "plugins { `kotlin-dsl` }\n" },
        {
            "foreign/java/buildSrc/src/main/kotlin/harbour.java-publish.gradle.kts",
            """
            plugins {
                id("maven-publish")
                signing
            }
            publishing { publications { create<MavenPublication>("maven") { from(components["java"]) } } }
            """
        },
        {
            "foreign/java/harbour/build.gradle.kts",
            """
            plugins { id("harbour.java-publish") }
            dependencies {
                implementation(project(":harbour-connectors:flink"))
                testImplementation(projects.integrationTests)
            }
            """
        },
        {
            "foreign/java/harbour-connectors/flink/build.gradle.kts",
            """
            plugins {
                `java-library`
                `maven-publish`
            }
            val flinkVersion: String by project
            version = flinkVersion
            publishing {
                publications {
                    register<MavenPublication>("maven") {
                        artifactId = "harbour-flink-connector"
                        pom { name = "A connector"; developers { developer { id = "x" } } }
                    }
                }
            }
            """
        },
        { "foreign/java/examples/build.gradle.kts", "plugins { application }\ndependencies { implementation(project(\":harbour\")) }\n" },
        {
            "foreign/bench-java/build.gradle.kts",
            """
            plugins { alias(libs.plugins.maven.central) }
            version = libs.versions.bench.get()
            mavenPublishing { coordinates(groupId = "org.example.other", artifactId = "bench", version = "${version}-b") }
            dependencies { api(project(":integration-tests")) }
            """
        },
        { "foreign/java/integration-tests/build.gradle.kts", "version = System.getenv(\"CI_VERSION\") ?: providers.exec { }\n" },
    };

    public static ForeignTree Groovy() => new()
    {
        {
            "settings.gradle",
            """
            rootProject.name = 'tide'
            include ':core',
                    ':io:net',
                    'tools'
            include 'gone'
            project(':tools').projectDir = new File(settingsDir, 'dev/tools')
            ['a', 'b'].each { include(it) }
            """
        },
        {
            "build.gradle",
            """
            plugins { id 'com.example.release' version '1.0' }
            ext {
                tideVersion = '1.2'
                suffix = "-rc.1"
            }
            allprojects {
                group = "org.example.${rootProject.name}"
                version = "${tideVersion}.0$suffix"
            }
            configure([project(':core'), project(':io:net')]) {
                apply plugin: 'java-library'
                apply from: "$rootDir/gradle/publish.gradle"
            }
            project(':tools') {
                if (project.hasProperty('publishTools')) {
                    apply plugin: 'maven-publish'
                }
            }
            tasks.register('x') { version = 'not this' }
            """
        },
        { "gradle/publish.gradle", "apply plugin: 'maven-publish'\npublishing {\n  publications {\n    maven(MavenPublication) {\n      artifactId \"tide-${project.name}\"\n    }\n  }\n}\n" },
        { "core/build.gradle", "def pattern = name ==~ /.*'.*/\ndependencies {\n  testImplementation project(path: ':io:net')\n  implementation 'org.other:lib:1.0'\n}\n" },
        { "io/net/build.gradle", "// apply plugin: 'nothing'\nversion file('VERSION').text.trim()\n" },
        { "io/net/VERSION", "4.5.6\n" },
        { "dev/tools/build.gradle", "" },
        { "standalone/build.gradle", "plugins {\n id 'java'\n id 'maven-publish'\n}\nversion '0.1'\n" },
        { "build-logic/build.gradle", "gradlePlugin { plugins { release { id = 'com.example.release'\n implementationClass = 'com.example.ReleasePlugin' } } }\n" },
        { "build-logic/src/main/java/com/example/ReleasePlugin.java", "class ReleasePlugin implements Plugin<Project> { public void apply(Project project) { project.getPluginManager().apply(\"maven-publish\"); } }\n" },
    };
}
